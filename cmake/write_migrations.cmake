# Writes <OUT>.h and <OUT>.cpp: the migrations of STEPS in order.
file(WRITE ${OUT}.h "// Generated: the schema's migrations.\n#pragma once\n\n#include \"platform/db/migrate.h\"\n\n#include <span>\n
namespace daymark::embedded {\n\n[[nodiscard]] std::span<const db::Migration> migrations();\n\n}  // namespace daymark::embedded\n")
set(rows "")
foreach(path IN LISTS STEPS)
    get_filename_component(name ${path} NAME_WE)
    string(REGEX MATCH "^[0-9]+" number ${name})
    math(EXPR number "1${number} - 10000")
    file(READ ${path} sql)
    string(APPEND rows "    {${number}, \"${name}\", R\"sql(${sql})sql\"},\n")
endforeach()
file(WRITE ${OUT}.cpp "// Generated: the schema's migrations.\n#include \"embedded/migrations.h\"\n
namespace daymark::embedded {\nnamespace {\n\nconst db::Migration steps[] = {\n${rows}};\n
}  // namespace\n\nstd::span<const db::Migration> migrations() { return steps; }\n\n}  // namespace daymark::embedded\n")
