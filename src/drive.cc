// Reads a source through a pipeline on several threads: this thread reads and learns, the others
// digest. Batches are learned in the order in which they were read, so the result is the same for
// any number of threads.
#include <condition_variable>
#include <mutex>
#include <thread>

#include "detector/pipeline.h"
#include "score/observation.h"

namespace detector {
namespace {

/// A batch on its way: read → digested → learned.
struct Slot {
  enum class State { kFree, kRead, kDigested };
  State state = State::kFree;
  RecordBatch batch;
  Digest digest;
};

class Drive {
 public:
  Drive(Source& source, Pipeline& pipeline, const PipelineOptions& options, std::size_t threads)
      : source_(source), pipeline_(pipeline), slots_(4 * threads) {
    for (std::size_t i = 0; i < threads; ++i) {
      workers_.emplace_back([this, options] { work(options); });
    }
  }
  ~Drive() {
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
    }
    changed_.notify_all();
    for (auto& worker : workers_) worker.join();
  }
  Drive(const Drive&) = delete;
  Drive& operator=(const Drive&) = delete;

  Status run() {
    std::size_t next = 0;
    while (true) {
      Slot& slot = slots_[next % slots_.size()];
      if (next >= slots_.size()) learn(slot);
      DETECTOR_TRY(const bool more, source_.next(slot.batch));
      if (!more) break;
      pipeline_.prepare(slot.batch);
      set(slot, Slot::State::kRead);
      ++next;
    }
    // The slots still on their way, oldest first.
    const std::size_t oldest = next < slots_.size() ? 0 : next + 1 - slots_.size();
    for (std::size_t i = oldest; i < next; ++i) learn(slots_[i % slots_.size()]);
    return {};
  }

 private:
  void set(Slot& slot, Slot::State state) {
    {
      const std::lock_guard lock(mutex_);
      slot.state = state;
    }
    changed_.notify_all();
  }

  void learn(Slot& slot) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return slot.state == Slot::State::kDigested; });
      slot.state = Slot::State::kFree;
    }
    pipeline_.absorb(slot.digest);
  }

  void work(const PipelineOptions& options) {
    Digester digester(options);
    while (true) {
      Slot* slot = nullptr;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] {
          return stop_ || slots_[taken_ % slots_.size()].state == Slot::State::kRead;
        });
        if (slots_[taken_ % slots_.size()].state != Slot::State::kRead) return;
        slot = &slots_[taken_++ % slots_.size()];
        slot->state = Slot::State::kFree;  // ours until it is digested
      }
      digester.digest(slot->batch, slot->digest);
      set(*slot, Slot::State::kDigested);
    }
  }

  Source& source_;
  Pipeline& pipeline_;
  std::vector<Slot> slots_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t taken_ = 0;
  bool stop_ = false;
  std::vector<std::thread> workers_;
};

}  // namespace

Status drive(Source& source, Pipeline& pipeline, const PipelineOptions& options,
             std::size_t threads) {
  if (threads > 1) return Drive(source, pipeline, options, threads).run();
  RecordBatch batch;
  while (true) {
    DETECTOR_TRY(const bool more, source.next(batch));
    if (!more) return {};
    pipeline.push(batch);
  }
}

}  // namespace detector
