// A message of a known shape (its signature: the constant text, and where it varies) is labelled
// piece by piece from votes. A piece that varies can hold things of several forms (`alice`,
// `10.0.0.1:80`); the labels are kept for each form, the classes of its tokens.
#include <absl/container/flat_hash_map.h>

#include <algorithm>

#include "base/hash.h"
#include "detector/entities.h"
#include "entity/labeller.h"
#include "entity/recogniser_state.h"
#include "entity/signature.h"

namespace detector {
namespace {

constexpr std::size_t kMostVotes = 4;
constexpr std::uint64_t kAgreed = 9;  // tenths of the weight of all votes

struct Vote {
  std::vector<SureLabel> labels;
  std::uint32_t weight = 0;  // how sure the least sure label was, summed over exemplars
};

struct Form {
  std::uint64_t classes = 0;
  std::vector<Vote> votes;
};

struct Shape {
  std::uint32_t exemplars = 0;
  std::vector<std::vector<Form>> pieces;
};

// The tokens [first, last) of a piece and their form.
struct Part {
  std::size_t first = 0;
  std::size_t last = 0;
  std::uint64_t classes = 0;
};

bool same_labels(const std::vector<SureLabel>& a, const SureLabel* b) {
  return std::equal(a.begin(), a.end(), b,
                    [](const SureLabel& x, const SureLabel& y) { return x.label == y.label; });
}

std::uint32_t least_sure(const SureLabel* first, const SureLabel* last) {
  const SureLabel* least = std::min_element(
      first, last,
      [](const SureLabel& a, const SureLabel& b) { return a.confidence < b.confidence; });
  return least == last ? 0 : least->confidence;
}

// The vote that has most of the weight; null when none has.
const Vote* agreed(const Form& form) {
  const Vote* best = nullptr;
  std::uint64_t all = 0;
  for (const Vote& vote : form.votes) {
    all += vote.weight;
    if (best == nullptr || vote.weight > best->weight) best = &vote;
  }
  const bool agrees = best != nullptr && best->weight * std::uint64_t{10} >= all * kAgreed;
  return agrees ? best : nullptr;
}

Form* find_form(std::vector<Form>& forms, std::uint64_t classes) {
  const auto found = std::find_if(forms.begin(), forms.end(),
                                  [&](const Form& form) { return form.classes == classes; });
  return found == forms.end() ? nullptr : &*found;
}

}  // namespace

struct CachedRecogniser::Cache {
  Labeller labeller;
  std::size_t most_shapes = 0;
  Signer signer;
  absl::flat_hash_map<std::uint64_t, Shape> shapes;
  std::uint64_t recognised = 0;
  std::vector<Part> parts;
  std::vector<SureLabel> labels;

  void cut(std::string_view message, const std::vector<Token>& tokens) {
    const auto pieces = signer.in_place();
    parts.assign(std::max<std::size_t>(pieces.size(), 1), {});
    std::size_t token = 0;
    for (std::size_t p = 0; p < parts.size(); ++p) {
      Part& part = parts[p];
      part.first = token;
      const bool is_last = p + 1 >= pieces.size();
      const std::size_t end =
          is_last ? message.size()
                  : static_cast<std::size_t>(pieces[p + 1].text.data() - message.data());
      for (; token < tokens.size() && (is_last || tokens[token].begin < end); ++token) {
        part.classes = combine(part.classes, static_cast<std::uint64_t>(tokens[token].type) * 2 +
                                                 (tokens[token].is_spaced ? 1 : 0));
      }
      part.last = token;
    }
  }

  // Fills `labels` from the votes; false when a piece has a form that was not seen, or one whose
  // votes disagree.
  bool recall(Shape& shape) {
    labels.clear();
    for (std::size_t p = 0; p < parts.size(); ++p) {
      const Form* form = find_form(shape.pieces[p], parts[p].classes);
      const Vote* best = form == nullptr ? nullptr : agreed(*form);
      if (best == nullptr || best->labels.size() != parts[p].last - parts[p].first) return false;
      labels.insert(labels.end(), best->labels.begin(), best->labels.end());
    }
    return true;
  }

  void vote(Shape& shape, const std::vector<SureLabel>& given) {
    ++shape.exemplars;
    for (std::size_t p = 0; p < parts.size(); ++p) {
      const Part& part = parts[p];
      std::vector<Form>& forms = shape.pieces[p];
      Form* form = find_form(forms, part.classes);
      if (form == nullptr) {
        if (forms.size() >= kMostForms) continue;
        form = &forms.emplace_back(Form{part.classes, {}});
      }
      const SureLabel* first = given.data() + part.first;
      const std::size_t count = part.last - part.first;
      const auto found =
          std::find_if(form->votes.begin(), form->votes.end(), [&](const Vote& vote) {
            return vote.labels.size() == count && same_labels(vote.labels, first);
          });
      const std::uint32_t sure = least_sure(first, first + count);
      if (found != form->votes.end()) {
        found->weight += sure;
      } else if (form->votes.size() < kMostVotes) {
        form->votes.push_back({{first, first + count}, sure});
      }
    }
  }
};

CachedRecogniser::CachedRecogniser(const Recogniser& recogniser, std::size_t most_shapes)
    : cache_(std::make_unique<Cache>(
          Cache{recogniser.state_->labeller, most_shapes, {}, {}, 0, {}, {}})) {}
CachedRecogniser::CachedRecogniser(CachedRecogniser&&) noexcept = default;
CachedRecogniser& CachedRecogniser::operator=(CachedRecogniser&&) noexcept = default;
CachedRecogniser::~CachedRecogniser() = default;

std::uint64_t CachedRecogniser::recognised() const {
  return cache_->recognised;
}

std::vector<Entity> CachedRecogniser::recognise(std::string_view message) {
  message = message.substr(0, Labeller::kLongest);
  Cache& cache = *cache_;
  const std::uint64_t signature = cache.signer.sign_in_place(message);
  const std::vector<Token>& tokens = cache.labeller.lex(message);
  cache.cut(message, tokens);
  auto found = cache.shapes.find(signature);
  if (found == cache.shapes.end() && cache.shapes.size() < cache.most_shapes) {
    found = cache.shapes.emplace(signature, Shape{}).first;
    found->second.pieces.resize(cache.parts.size());
  }
  const bool known =
      found != cache.shapes.end() && found->second.pieces.size() == cache.parts.size();
  if (known && found->second.exemplars >= kExemplars && cache.recall(found->second)) {
    return entities_of(tokens, cache.labels);
  }
  ++cache.recognised;
  const std::vector<SureLabel>& labels = cache.labeller.label(message);
  if (known) cache.vote(found->second, labels);
  return entities_of(tokens, labels);
}

}  // namespace detector
