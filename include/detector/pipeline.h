#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detector/alert.h"
#include "detector/asn_database.h"
#include "detector/entities.h"
#include "detector/event.h"
#include "detector/model.h"
#include "detector/record.h"
#include "detector/result.h"
#include "detector/source.h"

namespace detector {

struct PipelineOptions {
  std::optional<Mode> mode;           ///< Without one: progressive with a model, else leave-out.
  std::uint64_t budget_milli = 5000;  ///< Alerts per day, in thousandths.
  std::optional<double> p_value;      ///< Alert at or below this p-value instead of by budget.
  Policy policy;
  Limits limits;
  TimeMs now = 0;                            ///< Later than a day after it, a record is rejected.
  std::optional<TimeMs> since;               ///< Earlier records are filtered.
  std::optional<TimeMs> until;               ///< This and later ones are filtered.
  TimeMs late_after_ms = 6LL * 3600 * 1000;  ///< Streaming: a day is closed so long after its end.
  bool assume_utc = false;
  std::string input_format;                   ///< Empty: detected per object.
  std::string hash_key_hex;                   ///< 32 digits; empty: the built-in key.
  EntityPatterns patterns;                    ///< The user's own, of what messages name.
  const AsnDatabase* asn_database = nullptr;  ///< Borrowed; must outlive pipeline and digesters.
};

struct Digest;

/// What one thread needs to turn records into a digest: parsers, observer, scratch space.
class Digester {
 public:
  explicit Digester(const PipelineOptions& options);
  ~Digester();
  Digester(Digester&&) noexcept;
  Digester& operator=(Digester&&) noexcept;
  /// Pure: the digest depends on the batch and the options alone.
  void digest(const RecordBatch& batch, Digest& out);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// What a run found.
struct Report {
  Accounting accounting;
  std::vector<Alert> alerts;  ///< Final revisions by score, then day, then entity.
  std::uint64_t days = 0;     ///< Judged days.
  std::uint64_t entity_days = 0;
  std::optional<Bits> threshold;   ///< Of the last judged day; none when nothing was judged.
  std::uint64_t messages = 0;      ///< Events that were scored by their free text …
  std::uint64_t recognised = 0;    ///< … and signatures that the recogniser read for it.
  std::vector<std::string> notes;  ///< What the user should know, in sentences.
};

/// parse → entity → score → alert. Records go in, alerts come out; reads no clock and no file.
/// prepare() and absorb() are sequential; digests may be made on any thread in between.
class Pipeline {
 public:
  /// `history` may be null and must outlive the pipeline.
  /// Errors: kUsage for an unknown format or a malformed key; kConflict when the model was made
  /// with another hash key.
  static Result<Pipeline> create(const PipelineOptions& options, const Model* history);
  ~Pipeline();
  Pipeline(Pipeline&&) noexcept;
  Pipeline& operator=(Pipeline&&) noexcept;

  /// Decides the format of the batch's object and finds its header, from its first batch.
  void prepare(RecordBatch& batch);
  /// Learns a digest. Digests come in the order of their batches.
  void absorb(const Digest& digest);
  /// prepare(), digest and absorb() in one.
  void push(RecordBatch& batch);

  /// Streaming, progressive mode: closes the days that ended before `watermark` less the late
  /// window, and judges the open ones as they stand. Returns new and revised alerts.
  /// Errors: kUnresolvable when the budget is too small for the model.
  Result<std::vector<Alert>> advance(TimeMs watermark);

  /// Judges what has not been judged. `on_score`, when given, sees every entity-day in order.
  /// Errors: as advance().
  using OnScore = std::function<void(const Score&, const Decision&)>;
  Result<Report> finish(const OnScore& on_score = nullptr);

  /// What was learned from the input, as a calibrated model; `objects` with a content hash become
  /// its inputs. The pipeline is spent.
  Model take_model(const std::vector<ObjectInfo>& objects);
  [[nodiscard]] const Accounting& accounting() const;

 private:
  struct Impl;
  explicit Pipeline(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Shows every record of `source` that parses to `on_event`, as the pipeline would see it; the
/// event and the text live until the call returns. For looking at logs without judging them.
using OnEvent = std::function<void(const Event&, std::string_view record)>;
Status for_each_event(Source& source, const PipelineOptions& options, const OnEvent& on_event);

/// Reads `source` to its end through `pipeline`, digesting on `threads` threads. The result does
/// not depend on `threads`.
Status drive(Source& source, Pipeline& pipeline, const PipelineOptions& options,
             std::size_t threads);

}  // namespace detector
