// The user's patterns, through Hyperscan: one automaton for all, whose time does not depend on how
// a message tries to make it slow. Source: Wang et al., "Hyperscan: A Fast Multi-pattern Regex
// Matcher" (NSDI 2019), and its developer reference.
#include <fmt/format.h>
#include <hs/hs.h>

#include <algorithm>
#include <new>
#include <string>

#include "detector/entities.h"

namespace detector {
namespace {

constexpr std::size_t kLongest = 8192;
constexpr std::size_t kMostMatches = 4096;
// Where a match begins is told too; of its ends, every one.
constexpr unsigned kFlags = HS_FLAG_SOM_LEFTMOST;

template <typename T, auto kFree>
struct Freer {
  void operator()(T* pointer) const { kFree(pointer); }
};
using Database = std::unique_ptr<hs_database_t, Freer<hs_database_t, hs_free_database>>;
using HsScratch = std::unique_ptr<hs_scratch_t, Freer<hs_scratch_t, hs_free_scratch>>;
using CompileError =
    std::unique_ptr<hs_compile_error_t, Freer<hs_compile_error_t, hs_free_compile_error>>;

struct Match {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t pattern = 0;
};

int add_match(unsigned pattern, unsigned long long begin, unsigned long long end,
              unsigned /*flags*/, void* context) {
  auto& matches = *static_cast<std::vector<Match>*>(context);
  matches.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), pattern});
  return matches.size() < kMostMatches ? 0 : 1;
}

}  // namespace

struct EntityPatterns::Compiled {
  std::vector<EntityType> types;
  Database database;
  HsScratch scratch;  // never scanned with: the prototype of each thread's own
};

Result<EntityPatterns> EntityPatterns::compile(const std::vector<Pattern>& patterns) {
  EntityPatterns out;
  if (patterns.empty()) return out;
  const auto compiled = std::make_shared<Compiled>();
  std::vector<const char*> texts;
  std::vector<unsigned> ids;
  for (const Pattern& pattern : patterns) {
    texts.push_back(pattern.regex.c_str());
    ids.push_back(static_cast<unsigned>(ids.size()));
    compiled->types.push_back(pattern.type);
  }
  const std::vector<unsigned> flags(patterns.size(), kFlags);
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  if (hs_compile_multi(texts.data(), flags.data(), ids.data(), static_cast<unsigned>(texts.size()),
                       HS_MODE_BLOCK, nullptr, &database, &error) != HS_SUCCESS) {
    const CompileError owned(error);
    const bool of_one = error->expression >= 0;
    return fail(Code::kUsage,
                fmt::format("pattern {}: {}",
                            of_one ? patterns[static_cast<std::size_t>(error->expression)].name
                                   : std::string("(all together)"),
                            error->message));
  }
  compiled->database.reset(database);
  hs_scratch_t* scratch = nullptr;
  if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) {
    return fail(Code::kUsage, "the patterns need more memory than there is");
  }
  compiled->scratch.reset(scratch);
  out.compiled_ = compiled;
  return out;
}

struct PatternFinder::State {
  std::shared_ptr<const EntityPatterns::Compiled> compiled;
  HsScratch scratch;
  std::vector<Match> matches;
  std::vector<Entity> found;
};

PatternFinder::PatternFinder(const EntityPatterns& patterns) : state_(std::make_unique<State>()) {
  if (patterns.empty()) return;
  hs_scratch_t* scratch = nullptr;
  if (hs_clone_scratch(patterns.compiled_->scratch.get(), &scratch) != HS_SUCCESS) {
    throw std::bad_alloc();
  }
  state_->scratch.reset(scratch);
  state_->compiled = patterns.compiled_;
}
PatternFinder::PatternFinder(PatternFinder&&) noexcept = default;
PatternFinder& PatternFinder::operator=(PatternFinder&&) noexcept = default;
PatternFinder::~PatternFinder() = default;

const std::vector<Entity>& PatternFinder::find(std::string_view message) {
  State& state = *state_;
  state.found.clear();
  if (state.compiled == nullptr) return state.found;
  message = message.substr(0, kLongest);
  state.matches.clear();
  hs_scan(state.compiled->database.get(), message.data(), static_cast<unsigned>(message.size()), 0,
          state.scratch.get(), add_match, &state.matches);
  std::sort(state.matches.begin(), state.matches.end(), [](const Match& a, const Match& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    if (a.end != b.end) return a.end > b.end;
    return a.pattern < b.pattern;
  });
  std::uint32_t at = 0;
  for (const Match& match : state.matches) {
    if (match.begin < at || match.end == match.begin) continue;
    at = match.end;
    state.found.push_back({state.compiled->types[match.pattern], match.begin,
                           match.end - match.begin, 1000, Entity::Source::kPattern});
  }
  return state.found;
}

void add_instead(const std::vector<Entity>& own, std::vector<Entity>& entities) {
  if (own.empty()) return;
  std::erase_if(entities, [&own](const Entity& entity) {
    const auto behind = std::find_if(own.begin(), own.end(), [&entity](const Entity& one) {
      return one.begin + one.length > entity.begin;
    });
    return behind != own.end() && behind->begin < entity.begin + entity.length;
  });
  entities.insert(entities.end(), own.begin(), own.end());
  std::sort(entities.begin(), entities.end(),
            [](const Entity& a, const Entity& b) { return a.begin < b.begin; });
}

}  // namespace detector
