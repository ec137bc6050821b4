// What can be done with uploads.
#pragma once

#include "activity/act.h"
#include "platform/db/db.h"
#include "platform/picture/picture.h"
#include "uploads/upload.h"

namespace daymark::uploads {

/// Keeps a picture with the act's page; the same one again is the one before. Error Conflict when there is no room.
Upload create(db::Tx& tx, const Act& act, const picture::Picture& picture);

void remove(db::Tx& tx, const Act& act, const std::string& id);

}  // namespace daymark::uploads
