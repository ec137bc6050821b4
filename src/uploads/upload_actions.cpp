// What can be done with uploads.
#include "uploads/upload_actions.h"

#include "activity/activity.h"
#include "pages/page_actions.h"
#include "uploads/upload_store.h"

namespace daymark::uploads {
namespace {

/// With the server's key in it, so that nobody can tell from a picture that some page has it.
std::string id_for(const Act& act, const std::string& bytes) {
    constexpr std::size_t length = 32;
    return act.world.key.hash("upload " + act.page_id + " " + bytes).substr(0, length);
}

}  // namespace

Upload create(db::Tx& tx, const Act& act, const picture::Picture& picture) {
    pages::touch(tx, act);
    const auto size = static_cast<std::int64_t>(picture.bytes.size());
    const Upload made{id_for(act, picture.bytes),
                      act.page_id,
                      std::string(picture.type),
                      picture.width,
                      picture.height,
                      size,
                      act.now};
    if (auto same = find(tx, act.page_id, made.id)) return *std::move(same);
    const Room room = taken(tx, act.page_id);
    if (room.count >= most_uploads || room.bytes + size > most_bytes) {
        throw Error(ErrorCode::Conflict, "The page has no room for another picture; delete one that is not used");
    }
    insert(tx, made, picture.bytes);
    activity::record(tx, act, {"uploads.create", made.id, {{"size", size}}});
    return made;
}

void remove(db::Tx& tx, const Act& act, const std::string& id) {
    pages::touch(tx, act);
    if (!find(tx, act.page_id, id)) throw Error::not_found("Upload");
    erase(tx, act.page_id, id);
    activity::record(tx, act, {"uploads.remove", id, {}});
}

}  // namespace daymark::uploads
