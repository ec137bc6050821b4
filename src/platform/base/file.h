// Whole files: read at once, replaced at once.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace daymark {

/// The file's bytes, or nothing when it cannot be read.
[[nodiscard]] std::optional<std::string> read_file(const std::string& path);

/// Replaces the file by way of a draft beside it (write, fsync, rename): after a crash it is old or new, never half.
/// Mode 0600. Throws std::runtime_error naming the file when that fails.
void replace_file(const std::string& path, std::string_view bytes);

/// Creates the folder (mode 0700) with those above it. Throws std::runtime_error naming it when that fails.
void make_folder(const std::string& path);

}  // namespace daymark
