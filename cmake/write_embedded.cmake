# Writes <OUT>.h and <OUT>.cpp: every file of INPUTS as a string view, found by its path in FILES.
set(header "// Generated: files that travel inside the binary.\n#pragma once\n\n#include <optional>\n#include <string_view>\n#include <vector>\n
namespace daymark::embedded {\n\n/// The bytes of an embedded file by its path below src/ (\"site/assets/page.css\") or build/ (\"dashboard/index.html\").
[[nodiscard]] std::optional<std::string_view> file(std::string_view path);
/// The paths of all embedded files of a folder (\"locales/\"), in order.
[[nodiscard]] std::vector<std::string_view> files_of(std::string_view folder);\n\n}  // namespace daymark::embedded\n")
set(data "")
set(rows "")
set(number 0)
foreach(input path IN ZIP_LISTS INPUTS FILES)
    file(READ ${input} hex HEX)
    string(LENGTH "${hex}" digits)
    math(EXPR size "${digits} / 2")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
    string(APPEND data "const unsigned char file_${number}[] = {${bytes}0};\n")
    string(APPEND rows "    {\"${path}\", {reinterpret_cast<const char*>(file_${number}), ${size}}},\n")
    math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUT}.h "${header}")
file(WRITE ${OUT}.cpp "// Generated: files that travel inside the binary.\n#include \"embedded/files.h\"\n\n#include <utility>\n
namespace daymark::embedded {\nnamespace {\n\n${data}\nconst std::pair<std::string_view, std::string_view> table[] = {\n${rows}};\n
}  // namespace\n\nstd::optional<std::string_view> file(std::string_view path) {
    for (const auto& [name, bytes] : table) {\n        if (name == path) return bytes;\n    }\n    return std::nullopt;\n}\n
std::vector<std::string_view> files_of(std::string_view folder) {
    std::vector<std::string_view> paths;
    for (const auto& [name, bytes] : table) {\n        if (name.starts_with(folder)) paths.push_back(name);\n    }
    return paths;\n}\n
}  // namespace daymark::embedded\n")
