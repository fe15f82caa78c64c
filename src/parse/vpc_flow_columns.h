#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace detector::flow {

/// The columns that are read, those of the default format first and in its order; all others, of
/// whichever version, are passed over.
enum Column : std::uint8_t {
  kVersion,
  kAccountId,
  kInterfaceId,
  kSrcAddr,
  kDstAddr,
  kSrcPort,
  kDstPort,
  kProtocol,
  kPackets,
  kBytes,
  kStart,
  kEnd,
  kAction,
  kLogStatus,
  kTcpFlags,
  kPktSrcAddr,
  kPktDstAddr,
  kRegion,
  kPassedOver,
  kColumnCount
};

constexpr std::size_t kMostColumns = 128;

/// What the columns of an object's lines are.
struct Columns {
  std::array<Column, kMostColumns> columns{};
  std::size_t count = 0;
  std::string_view problem;  ///< Why no line can be read, a string literal; empty when they can.
};

/// The columns that `header` names; those of the default format when it is empty. A name that
/// repeats counts once.
Columns read_header(std::string_view header);

/// The line without the time of ingestion that CloudWatch writes before each one it exports.
std::string_view without_ingestion_time(std::string_view line);

/// Whether a line names columns: lower-case words, the two ends' addresses among them.
bool names_columns(std::string_view record);
/// Whether a line looks like one of the default format, which needs no header.
bool is_default_line(std::string_view record);

}  // namespace detector::flow
