# Files that travel inside the binary: views, styles, scripts, locale texts, migrations.

# embed_files(<out> ROOTS <dirs> FILES <paths relative to one of them>): a source that defines daymark::embedded::file.
function(embed_files out)
    cmake_parse_arguments(arg "" "" "ROOTS;FILES" ${ARGN})
    set(source ${CMAKE_BINARY_DIR}/generated/embedded/files.cpp)
    foreach(path IN LISTS arg_FILES)
        find_file(input ${path} PATHS ${arg_ROOTS} NO_DEFAULT_PATH NO_CACHE REQUIRED)
        list(APPEND inputs ${input})
        unset(input)
    endforeach()
    add_custom_command(OUTPUT ${source} ${CMAKE_BINARY_DIR}/generated/embedded/files.h
        COMMAND ${CMAKE_COMMAND} "-DINPUTS=${inputs}" "-DFILES=${arg_FILES}"
            -DOUT=${CMAKE_BINARY_DIR}/generated/embedded/files -P ${CMAKE_SOURCE_DIR}/cmake/write_embedded.cmake
        DEPENDS ${inputs} ${CMAKE_SOURCE_DIR}/cmake/write_embedded.cmake VERBATIM)
    set(${out} ${source} ${CMAKE_BINARY_DIR}/generated/embedded/files.h PARENT_SCOPE)
endfunction()

# embed_migrations(<out>): a source that defines daymark::embedded::migrations from migrations/NNNN_name.sql.
function(embed_migrations out)
    file(GLOB steps CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/migrations/*.sql)
    list(SORT steps)
    set(base ${CMAKE_BINARY_DIR}/generated/embedded/migrations)
    add_custom_command(OUTPUT ${base}.cpp ${base}.h
        COMMAND ${CMAKE_COMMAND} "-DSTEPS=${steps}" -DOUT=${base} -P ${CMAKE_SOURCE_DIR}/cmake/write_migrations.cmake
        DEPENDS ${steps} ${CMAKE_SOURCE_DIR}/cmake/write_migrations.cmake VERBATIM)
    set(${out} ${base}.cpp ${base}.h PARENT_SCOPE)
endfunction()
