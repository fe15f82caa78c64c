#include "detector/version.h"

#include <link.h>

#include <cstring>

namespace detector {
namespace {

constexpr char kOwner[] = "GNU";

std::size_t padded(std::size_t size) {
  return (size + 3) & ~std::size_t{3};
}

// The build id among the notes at `data`, as the ELF specification lays them out: sizes of name and
// content, type, name, content, each padded to four bytes.
std::string build_id_in(const unsigned char* data, std::size_t size) {
  static constexpr char kDigits[] = "0123456789abcdef";
  ElfW(Nhdr) note;
  for (std::size_t at = 0; at + sizeof(note) <= size;) {
    std::memcpy(&note, data + at, sizeof(note));
    const std::size_t name = at + sizeof(note);
    const std::size_t content = name + padded(note.n_namesz);
    at = content + padded(note.n_descsz);
    if (at > size) return {};
    const bool is_id = note.n_type == NT_GNU_BUILD_ID && note.n_namesz == sizeof(kOwner) &&
                       std::memcmp(data + name, kOwner, sizeof(kOwner)) == 0;
    if (!is_id) continue;
    std::string hex;
    for (std::size_t i = 0; i < note.n_descsz; ++i) {
      hex += kDigits[data[content + i] >> 4U];
      hex += kDigits[data[content + i] & 15U];
    }
    return hex;
  }
  return {};
}

// The first object is the program itself; what is returned ends the walk.
int take_build_id(dl_phdr_info* object, std::size_t /*size*/, void* out) {
  for (std::size_t i = 0; i < object->dlpi_phnum; ++i) {
    const auto& header = object->dlpi_phdr[i];
    if (header.p_type != PT_NOTE) continue;
    // NOLINTNEXTLINE(performance-no-int-to-ptr): where the loader put it
    const auto* notes = reinterpret_cast<const unsigned char*>(object->dlpi_addr + header.p_vaddr);
    std::string id = build_id_in(notes, header.p_memsz);
    if (id.empty()) continue;
    *static_cast<std::string*>(out) = std::move(id);
    break;
  }
  return 1;
}

}  // namespace

std::string_view version() {
  return DETECTOR_VERSION;
}

std::string build_id() {
  std::string id;
  dl_iterate_phdr(take_build_id, &id);
  return id.empty() ? std::string(version()) : id;
}

}  // namespace detector
