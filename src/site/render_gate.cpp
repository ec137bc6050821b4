// The gate.
#include "site/render_gate.h"

#include "site/render_frame.h"
#include "site/render_view.h"
#include "site/render_words.h"

namespace daymark::site {
namespace {

std::string detail_of(const GateForm& form, const Words& words) {
    if (form.too_often) return words.text("gate_too_often");
    return form.sent ? words.text("gate_sent_detail", {{"address", form.email}}) : words.text("gate_detail");
}

}  // namespace

Document render_gate(const GateForm& form, const std::string& language) {
    const Words& words = Words::of(language);
    const std::string title = words.text(form.sent ? "gate_sent_title" : "gate_title");
    Fields fields;
    fields.text("title", title)
        .text("detail", detail_of(form, words))
        .flag("has_password", form.has_password)
        .text("password_label", words.text("gate_password"))
        .text_if_any("password_error", form.wrong_password ? words.text("gate_wrong") : "")
        .text("open", words.text("gate_open"))
        .text("email_label", words.text("field_email"))
        .text("email", form.email)
        .text_if_any("email_error", form.wrong_email ? words.text("error_email") : "")
        .text("send", words.text("gate_send"));
    return framed(words, {.face = nullptr,
                          .title = title,
                          .description = {},
                          .tone = 'n',
                          .to_root = {},
                          .path = {},
                          .main = render_view("gate", fields),
                          .has_times = false});
}

}  // namespace daymark::site
