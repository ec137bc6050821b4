// Uploads on the wire (extension).
#pragma once

#include "pages/page.h"
#include "platform/json/fields.h"
#include "uploads/upload.h"

namespace daymark::uploads {

struct UploadView {
    std::string id, url, type;
    std::int64_t width = 0, height = 0, size = 0;
    json::Time created;

    static constexpr std::string_view schema_name = "Upload";
    static constexpr auto fields = std::tuple{
        json::field("id", &UploadView::id),
        json::field("url", &UploadView::url).described("To be given as logoUrl and the like"),
        json::field("type", &UploadView::type).described("image/png or image/jpeg"),
        json::field("width", &UploadView::width),
        json::field("height", &UploadView::height),
        json::field("size", &UploadView::size).described("In bytes"),
        json::field("createdAt", &UploadView::created),
    };
};
/// `root`: the address of its page, without a slash at its end.
[[nodiscard]] inline UploadView view(const Upload& upload, const std::string& root) {
    return {upload.id,   root + "/" + path_of(upload), "image/" + upload.type, upload.width, upload.height,
            upload.size, {upload.created_at}};
}

}  // namespace daymark::uploads
