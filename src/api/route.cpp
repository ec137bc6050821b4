// From a call to the text of its answer.
#include "api/route.h"

#include "api/localize.h"

namespace daymark::api {

std::string answered(Call& call, const Route& route) {
    json::value answer = route.handler(call);
    const auto wanted = wanted_languages(call.request.header("accept-language"));
    if (!wanted.empty()) localize(answer, wanted, call.page.settings.language);
    return json::text(answer);
}

}  // namespace daymark::api
