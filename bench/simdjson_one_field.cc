// The bound of any JSON log reader here: simdjson on demand, one field per record of an NDJSON
// file, one thread. Prints records and seconds of CPU time.
#include <fmt/format.h>
#include <simdjson.h>

#include <cstdio>
#include <ctime>

namespace {

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: simdjson_one_field FILE.ndjson\n");
    return 2;
  }
  const double start = cpu_seconds();
  simdjson::padded_string text;
  if (simdjson::padded_string::load(argv[1]).get(text) != simdjson::SUCCESS) {
    fmt::print(stderr, "{}: cannot be read\n", argv[1]);
    return 3;
  }
  simdjson::ondemand::parser parser;
  parser.threaded = false;
  simdjson::ondemand::document_stream documents;
  if (parser.iterate_many(text, std::size_t{1} << 20U).get(documents) != simdjson::SUCCESS) {
    return 4;
  }
  std::size_t records = 0;
  std::size_t bytes = 0;
  for (auto document : documents) {
    std::string_view name;
    if (document["eventName"].get(name) == simdjson::SUCCESS) bytes += name.size();
    ++records;
  }
  fmt::print("records {} bytes {} seconds {:.3f}\n", records, bytes, cpu_seconds() - start);
  return 0;
}
