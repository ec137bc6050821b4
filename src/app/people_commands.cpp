// The commands on users and their keys.
#include "app/people_commands.h"

#include "users/user_actions.h"
#include "users/user_store.h"

namespace daymark::app {

json::object create_user(Program& program, const json::object& arguments) {
    program.ensure_migrated();
    const std::string name = argument(arguments, "name");
    const users::UserDraft draft{argument(arguments, "email"), name.empty() ? std::nullopt : std::optional(name)};
    return program.db().write([&](db::Tx& tx) {
        const Act act = program.command_act();
        const users::User user = users::sign_up(tx, act, draft);
        const users::NewKey key = users::give_key(tx, act, user.id, {.name = "First key"});
        return json::object{{"id", user.id}, {"email", user.email}, {"apiKey", key.text}};
    });
}

json::object create_key(Program& program, const json::object& arguments) {
    program.ensure_migrated();
    const std::string email = argument(arguments, "email");
    const std::string name = argument(arguments, "name");
    return program.db().write([&](db::Tx& tx) {
        const auto user = users::find_by_email(tx, email);
        if (!user) {
            throw Error(ErrorCode::NotFound,
                        "Nobody has the address " + email + "; sign them up with daymark user create --email " + email);
        }
        const users::NewKey key = users::give_key(tx, program.command_act(user->id), user->id, {.name = name});
        return json::object{{"id", key.key.id}, {"email", user->email}, {"name", name}, {"apiKey", key.text}};
    });
}

std::string argument(const json::object& arguments, std::string_view name) {
    const json::value* given = arguments.if_contains(name);
    return given != nullptr && given->is_string() ? std::string(given->get_string()) : std::string();
}

}  // namespace daymark::app
