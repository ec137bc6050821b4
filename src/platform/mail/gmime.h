// GMime, started once, and owners of what it hands out.
#pragma once

#include <gmime/gmime.h>

#include <memory>

namespace daymark::mail {

/// Before anything else of GMime. Any thread. Afterwards many threads can read and write addresses.
void start_gmime();

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
    void operator()(GDateTime* time) const { g_date_time_unref(time); }
    void operator()(char* text) const { g_free(text); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

}  // namespace daymark::mail
