// Owners of what GLib's libraries hand out.
#pragma once

#include <cairo.h>
#include <glib-object.h>

#include <memory>

namespace daymark::picture {

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
    void operator()(GError* error) const { g_error_free(error); }
    void operator()(cairo_t* context) const { cairo_destroy(context); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

}  // namespace daymark::picture
