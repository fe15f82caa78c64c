#pragma once

namespace detector {

/// The one extension to ISO C++ in use: 128-bit products (g++ and clang, 64-bit machines).
__extension__ using Int128 = __int128;
__extension__ using Uint128 = unsigned __int128;

}  // namespace detector
