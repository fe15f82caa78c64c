#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/rng.h"
#include "base/time.h"
#include "synth/estate.h"
#include "synth/habits.h"
#include "synth/plan.h"

namespace detector::synth {

/// Some calls that a person makes on purpose.
struct Errand {
  Tool tool = Tool::kConsole;
  std::size_t seat = 0;  ///< Which of the post's accounts; the last, when there are fewer.
  std::uint16_t region = 0;
  std::string_view steps;
  std::string_view about = {};  ///< The resource of all steps; empty: as they choose.
};

/// A person at their cloud work on one local day: signs in where they have not, and makes calls.
class Desk {
 public:
  Desk(const Estate& estate, std::size_t person, Day local, Plan& plan);

  /// One task of theirs, or rarely of someone else.
  void burst(TimeMs time, const std::string& address, Rng& rng);
  /// All steps of an errand; returns when they are done.
  TimeMs run(const Errand& errand, TimeMs time, const std::string& address, Rng& rng);
  /// Signs in to the console after `typos` wrong passwords; returns when they are in. IAM users
  /// only.
  TimeMs mistype(std::int64_t typos, TimeMs time, const std::string& address, Rng& rng);

 private:
  struct Place {
    const Seat& seat;
    Tool tool;
    const std::string& address;
  };

  std::string resource_for(const Step& step, const Errand& errand, Rng& rng) const;
  Outcome outcome_of(const Operation& what, const Errand& errand, Rng& rng) const;
  [[nodiscard]] std::uint16_t region_for(std::size_t seat, Rng& rng) const;
  [[nodiscard]] const Session* find(const Principal& principal, const Place& place) const;
  /// The session for this tool and place, with the records of its start; moves `time` behind them.
  const Session* sign_in(const Place& place, TimeMs& time, Rng& rng);
  const Session* assume(const Principal& role, const Place& place, TimeMs& time, Rng& rng);
  Session new_session(const Principal& principal, const Place& place, TimeMs time, Rng& rng) const;
  const Session* keep(Session session);
  /// Tags what was called with a client that is new.
  void tag_client(Tool tool, const PlanMark& mark);

  const Estate& estate_;
  std::size_t index_;
  const Person& who_;
  const Post& post_;
  Day local_;
  Plan& plan_;
  bool knows_ = true;  ///< What they do is their job.
  std::vector<const Session*> mine_;
};

/// Adds the AssumeRole of `from` that gives `to`: to the trail of its account and, when the role is
/// in another one, to that account's as well.
void add_assume_role(const Estate& estate, ApiCall call, const Session& to, Plan& plan);

}  // namespace detector::synth
