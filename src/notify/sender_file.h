// Tells a sender that starts again in the same folder that its forerunner is dead: what that one had under way is due
// at once, not only when its silence is noticed.
#pragma once

#include <string>
#include <vector>

namespace daymark::notify {

class SenderFile {
public:
    /// Held as long as this lives; another process that has the folder too gets nothing out of it.
    explicit SenderFile(const std::string& path);
    ~SenderFile();
    SenderFile(const SenderFile&) = delete;
    SenderFile& operator=(const SenderFile&) = delete;

    /// Writes down who sends now; the names of those who did before and are dead for certain.
    [[nodiscard]] std::vector<std::string> take_over(const std::string& worker) const;

private:
    int descriptor_ = -1;
    bool mine_ = false;
};

}  // namespace daymark::notify
