#!/usr/bin/env bash
# Writes what a new format needs: table, test, golden line, fuzz seed, documentation, rows in the
# lists. It compiles and is found; what its fields mean is then yours to fill in.
# Usage: tools/new_parser.sh NAME [FOLDER]   NAME such as my-format; FOLDER: the checkout (this one)
set -euo pipefail

name=${1:-}
cd "${2:-$(dirname "$0")/..}"
if ! [[ $name =~ ^[a-z][a-z0-9]*(-[a-z0-9]+)*$ ]]; then
  echo "usage: tools/new_parser.sh NAME [FOLDER]: NAME in small letters, with - between words" >&2
  exit 2
fi
file=${name//-/_}
camel=$(sed -E 's/(^|-)([a-z0-9])/\U\2/g' <<<"$name")
if [ -e "src/parse/$file.cc" ] || grep -q "\"$name\"" src/parse/parser.cc; then
  echo "new_parser: $name is there already" >&2
  exit 2
fi

cat >"src/parse/$file.cc" <<CODE
// Records of $name, as JSON objects. Source: name the vendor's page here.
#include "parse/json_format.h"

namespace detector {
namespace {

constexpr Row kRows[] = {
    {Part::kTime, "{${file}_time}"},
    {Field::kAddress, "{address|ip}"},
    {Field::kAction, "$name:{action}"},
    {Field::kService, "[{host}/]$name"},
};
constexpr std::string_view kSigns[] = {
    "{?${file}_time}{?action}",
};
constexpr Field kEntities[] = {Field::kAddress, Field::kService};

}  // namespace

constinit const JsonFormat k$camel = {
    .table = {"$name", kRows, kEntities},
    .signs = kSigns,
};

}  // namespace detector
CODE

cat >"src/parse/${file}_test.cc" <<CODE
#include <gtest/gtest.h>

#include "parse/parsed_test.h"

namespace detector {
namespace {

TEST($camel, IsOfTheAddressThatActed) {
  EXPECT_EQ(parsed_one(R"({"${file}_time":"2026-03-02T09:12:44Z","address":"192.0.2.7",)"
                       R"("action":"open"})"),
            "$name: 2026-03-02T09:12:44Z address\naction=$name:open\n"
            "address=192.0.2.7\nservice=$name");
}

}  // namespace
}  // namespace detector
CODE

record="{\"${file}_time\":\"2026-03-02T09:12:44Z\",\"address\":\"192.0.2.7\",\"action\":\"open\"}"
mkdir -p "tests/golden/formats/logs" "tests/fuzz/corpus/parse_fuzz/$name"
echo "$record" >"tests/golden/formats/logs/$name.log"
echo "$record" >"tests/fuzz/corpus/parse_fuzz/$name/sample"
sed -i "/^detect /i explain {case}/logs/$name.log --records 20 --now 2026-11-22" \
  tests/golden/formats/cmd

sed -i "s/^extern const JsonFormat kOcsf;/&\nextern const JsonFormat k$camel;/" src/parse/json_format.h
count=$(sed -nE 's/.*std::array<Format, ([0-9]+)> kFormats.*/\1/p' src/parse/parser.cc)
sed -i -e "s/std::array<Format, $count>/std::array<Format, $((count + 1))>/" \
  -e "/{.name = \"ocsf\"/a\\      {.name = \"$name\", .json = \&k$camel}," src/parse/parser.cc

cat >>docs/event-schema.md <<TEXT

## $camel

\`$name\`. Class Base Event (0). Primary entity: \`address\`, else \`service\`.

| source field | \`Field\` | OCSF attribute |
|---|---|---|
| \`${file}_time\` | time | \`time\` |
| \`address\` | \`kAddress\` | \`src_endpoint.ip\` |
| \`$name:\` \`action\` | \`kAction\` | \`activity_name\` |
| \`host\` | \`kService\` | \`device.hostname\` |
TEXT

cat <<TEXT
new_parser: $name is in src/parse/$file.cc. Now
  name its source and its fields there, and the same in docs/event-schema.md (its test says how the version goes up)
  put real lines into the test, tests/golden/formats/logs/$name.log and tests/fuzz/corpus/parse_fuzz/$name/
  run tests/golden/run.py formats --update, and tools/check.sh fuzz $name
TEXT
