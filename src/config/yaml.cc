// The one file that knows yaml-cpp. It uses the parser's events, not its nodes: events carry the
// position of every value and tell quoted from plain scalars, duplicate keys survive, and the
// bounds on depth and size hold while parsing (an alias to an alias to an alias … would otherwise
// expand a kilobyte to gigabytes). yaml-cpp's exceptions end here.

#include "config/yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <utility>

#include "base/utf8.h"

namespace detector::config {
namespace {

Position position_of(const YAML::Mark& mark) {
  return {mark.line + 1, mark.column + 1};
}

std::size_t count_nodes(const WrittenValue& node) {
  std::size_t count = 1;
  for (const WrittenValue& item : node.items) count += count_nodes(item);
  return count;
}

class TreeBuilder final : public YAML::EventHandler {
 public:
  WrittenValue take_root() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0) refuse(mark, "a second document (---): one file holds one document");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    WrittenValue node;
    node.position = position_of(mark);
    add(mark, std::move(node), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchored_.find(anchor);
    if (found == anchored_.end()) refuse(mark, "an alias inside the value that it names");
    nodes_ += count_nodes(found->second) - 1;
    add(mark, found->second, 0);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_tag(mark, tag);
    WrittenValue node;
    node.kind = WrittenValue::Kind::kScalar;
    node.style = tag == "!" ? WrittenValue::Style::kQuoted : WrittenValue::Style::kPlain;
    node.position = position_of(mark);
    node.text = value;
    add(mark, std::move(node), anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    refuse_tag(mark, tag);
    open(mark, WrittenValue::Kind::kList, anchor);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    refuse_tag(mark, tag);
    open(mark, WrittenValue::Kind::kMap, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    WrittenValue node;
    YAML::anchor_t anchor = 0;
    YAML::Mark mark;
  };

  [[noreturn]] static void refuse(const YAML::Mark& mark, const std::string& why) {
    throw YAML::ParserException(mark, why);
  }

  static void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!") {
      refuse(mark, "a tag (!!type): write the plain value, its type is known");
    }
  }

  void open(const YAML::Mark& mark, WrittenValue::Kind kind, YAML::anchor_t anchor) {
    if (open_.size() >= kMaxYamlDepth) {
      refuse(mark, fmt::format("nested deeper than {} levels", kMaxYamlDepth));
    }
    if (expects_key()) refuse(mark, "a key must be text, not a list or a map");
    Open opened;
    opened.node.kind = kind;
    opened.node.position = position_of(mark);
    opened.anchor = anchor;
    opened.mark = mark;
    open_.push_back(std::move(opened));
  }

  void close() {
    Open closed = std::move(open_.back());
    open_.pop_back();
    add(closed.mark, std::move(closed.node), closed.anchor);
  }

  [[nodiscard]] bool expects_key() const {
    return !open_.empty() && open_.back().node.kind == WrittenValue::Kind::kMap &&
           open_.back().node.keys.size() == open_.back().node.items.size();
  }

  void add(const YAML::Mark& mark, WrittenValue node, YAML::anchor_t anchor) {
    if (++nodes_ > kMaxYamlNodes) refuse(mark, fmt::format("more than {} values", kMaxYamlNodes));
    if (anchor != 0) anchored_[anchor] = node;
    if (expects_key()) {
      if (node.kind != WrittenValue::Kind::kScalar) refuse(mark, "a key must be text");
      open_.back().node.keys.push_back({std::move(node.text), node.position});
    } else if (open_.empty()) {
      root_ = std::move(node);
    } else {
      open_.back().node.items.push_back(std::move(node));
    }
  }

  WrittenValue root_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, WrittenValue> anchored_;
  std::size_t nodes_ = 0;
  int documents_ = 0;
};

// What yaml-cpp would accept, misplace or answer with words that help nobody.
class TextCheck {
 public:
  std::vector<SyntaxError> run(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size() && errors_.size() < kMaxErrors) at = check_character(text, at);
    return std::move(errors_);
  }

 private:
  static constexpr std::size_t kMaxErrors = 20;

  std::size_t check_character(std::string_view text, std::size_t at) {
    const CodePoint point = decode_utf8(text, at);
    const bool is_blank = point.value == ' ' || point.value == '\t';
    if (point.value == kInvalidCodePoint) {
      add(fmt::format("byte 0x{:02x} is not UTF-8: save the file as UTF-8",
                      static_cast<unsigned char>(text[at])));
    } else if (point.value == '\n') {
      position_ = {position_.line + 1, 0};
      in_indentation_ = true;
      has_tab_ = false;
    } else if ((point.value < 0x20 && !is_blank && point.value != '\r') || point.value == 0x7f) {
      add(fmt::format("control character 0x{:02x}", point.value));
    } else if (in_indentation_ && !is_blank) {
      if (has_tab_ && point.value != '#' && point.value != '\r') {
        add("a tab in the indentation: use spaces");
      }
      in_indentation_ = false;
    } else if (in_indentation_ && point.value == '\t') {
      has_tab_ = true;
    }
    ++position_.column;
    return at + point.length;
  }

  void add(std::string message) { errors_.push_back({position_, std::move(message)}); }

  Position position_ = {1, 1};
  bool in_indentation_ = true;
  bool has_tab_ = false;
  std::vector<SyntaxError> errors_;
};

/// The end marker that read_yaml() adds is not a place to send anybody to.
Position within(std::string_view text, Position position) {
  const auto ends = static_cast<int>(std::count(text.begin(), text.end(), '\n'));
  const int last = text.empty() || text.back() == '\n' ? std::max(ends, 1) : ends + 1;
  return position.line > last ? Position{last, 1} : position;
}

}  // namespace

YamlDocument read_yaml(std::string_view text) {
  YamlDocument document;
  if (text.size() > kMaxYamlBytes) {
    document.errors.push_back({{1, 1}, fmt::format("larger than {} bytes", kMaxYamlBytes)});
    return document;
  }
  if (text.substr(0, 3) == "\xef\xbb\xbf") text.remove_prefix(3);
  document.errors = TextCheck().run(text);
  if (!document.errors.empty()) return document;
  try {
    // yaml-cpp closes an open quote at the end of the file without a word; it does not close one at
    // the end of a document.
    std::istringstream stream{std::string(text) + "\n...\n"};
    YAML::Parser parser(stream);
    TreeBuilder builder;
    while (parser.HandleNextDocument(builder)) {
    }
    document.root = builder.take_root();
  } catch (const YAML::Exception& error) {
    const bool is_open_quote = error.msg == YAML::ErrorMsg::DOC_IN_SCALAR;
    document.errors.push_back({within(text, position_of(error.mark)),
                               is_open_quote ? "a quote that was opened before here is not closed"
                                             : "not YAML: " + error.msg});
  } catch (const std::exception& error) {
    document.errors.push_back({{1, 1}, fmt::format("not YAML: {}", error.what())});
  }
  return document;
}

}  // namespace detector::config
