// A folder that is replaced as a whole: its next tree grows beside it, then takes its place in one step.
#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace daymark {

/// After a crash the folder is the old tree or the new one. Everything throws std::runtime_error naming the file.
class NextFolder {
public:
    /// The folder may be missing; those above it are made. Only one may be in work for a folder, on this machine.
    explicit NextFolder(const std::string& folder);
    /// Removes the new tree if it was not put in place.
    ~NextFolder();
    NextFolder(const NextFolder&) = delete;
    NextFolder& operator=(const NextFolder&) = delete;

    /// Of the folder as it is now: without symbolic links.
    [[nodiscard]] const std::string& path() const { return folder_; }

    /// Adds a file; folders on its path are made.
    void write(const std::string& file, std::string_view bytes);
    /// Adds the file that the folder has there now, without copying it. False when it has none of this size.
    [[nodiscard]] bool take_over(const std::string& file, std::size_t size);

    /// What the folder holds and `is_ours` does not know moves along; the rest of the old tree goes.
    void put_in_place(const std::function<bool(const std::string& file)>& is_ours);

private:
    void make_way_to(const std::string& file);
    void carry(const std::string& from, const std::string& to, const std::function<bool(const std::string&)>& is_ours);
    void swap();

    std::string folder_, next_;
    int next_lock_ = -1, folder_lock_ = -1;
    std::set<std::string> made_;
};

}  // namespace daymark
