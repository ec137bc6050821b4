// Answers what is known, and has it looked at anew when that is old.
#include "deliverability/deliverability_api.h"

#include "deliverability/deliverability_json.h"

namespace daymark::deliverability {
namespace {

json::value show(api::Call& call) {
    Watch* const watch = call.act.world.deliverability;
    if (watch == nullptr) throw Error(ErrorCode::Unavailable, "This server sends no mails");
    const Watch::Seen seen = watch->seen();
    DeliverabilityView view;
    view.state = seen.looking ? WatchState::Looking : WatchState::Done;
    if (seen.report) {
        view.checked = json::Time{seen.at};
        view.fine = seen.report->fine();
        view.findings = views_of(*seen.report);
    }
    return json::write(view);
}

constexpr api::Route table[] = {
    {http::Method::Get, api::Under::Extension, "/:page_id/sending/deliverability", team::Needs::EditPage, show,
     "sending.deliverability", "What the DNS and the mail server let expect of our mails", nullptr,
     api::gives<DeliverabilityView>},
};

}  // namespace

std::span<const api::Route> routes() { return table; }

}  // namespace daymark::deliverability
