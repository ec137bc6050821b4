// Tells a restored backup from the database that was here before. Again and again the node writes a new mark into the
// database and, before that, into a file of its own: a database whose mark the file does not know, or knew long ago,
// has not lived through what was sent since.
#pragma once

#include "platform/base/clock.h"

#include <string>
#include <utility>
#include <vector>

namespace daymark::notify {

class MarkFile {
public:
    /// A missing or unreadable file knows nothing.
    explicit MarkFile(std::string path);

    /// Names this node in the database; "" when the file knows nothing.
    [[nodiscard]] const std::string& node() const { return node_; }
    void set_node(const std::string& node) { node_ = node; }
    /// Whether the database bore this mark within the ten minutes before its newest one. So much may be lost in a
    /// fail-over to a standby that lagged behind; messages go on then, at the risk that some come twice.
    [[nodiscard]] bool knows(const std::string& mark) const;

    /// To be called before the database is given the mark, so that no crash can make it unknown. Throws
    /// std::runtime_error when the file cannot be written.
    void expect(const std::string& mark, Millis now);
    /// The database bears it: marks of more than ten minutes before are forgotten.
    void settle();

private:
    void write() const;

    const std::string path_;
    std::string node_;
    std::vector<std::pair<Millis, std::string>> marks_;  // the newest last
};

}  // namespace daymark::notify
