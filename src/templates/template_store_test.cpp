// Statements on templates that no route reaches alone.
#include "templates/template_store.h"

#include "support/test_app.h"

namespace daymark::templates {
namespace {

class TemplateStore : public test::OnTestApp {
protected:
    std::string insert_named(const std::string& name, Type type = Type::Incident) {
        Template made;
        made.id = app->act().new_id();
        made.page_id = app->id("acme");
        made.type = type;
        made.name = name;
        made.created_at = made.updated_at = app->clock().now();
        app->db().write([&](db::Tx& tx) { insert(tx, made); });
        return made.id;
    }
    [[nodiscard]] std::string found_by_name(const std::string& page, Type type, const std::string& name) const {
        return app->db().read([&](db::Tx& tx) {
            const auto found = find_by_name(tx, page, type, name);
            return found ? found->id : std::string();
        });
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, TemplateStore, test::both(), test::kind_name);

TEST_P(TemplateStore, ANameIsFoundOnItsPageInItsTypeOnly) {
    const std::string first = insert_named("A");
    const std::string maintenance = insert_named("A", Type::Maintenance);
    insert_named("A");
    EXPECT_EQ(found_by_name(app->id("acme"), Type::Incident, "A"), first);
    EXPECT_EQ(found_by_name(app->id("acme"), Type::Maintenance, "A"), maintenance);
    EXPECT_EQ(found_by_name(app->id("mallorys_page"), Type::Incident, "A"), "");
    EXPECT_EQ(found_by_name(app->id("acme"), Type::Incident, "a"), "");
}

TEST_P(TemplateStore, AnotherPageCannotDeleteOne) {
    const std::string id = insert_named("A");
    app->db().write([&](db::Tx& tx) { mark_deleted(tx, app->id("mallorys_page"), id, 5); });
    app->db().read([&](db::Tx& tx) {
        EXPECT_TRUE(find(tx, app->id("acme"), id));
        EXPECT_FALSE(find(tx, app->id("mallorys_page"), id));
        EXPECT_THROW((void)require(tx, app->id("mallorys_page"), id), Error);
    });
}

TEST_P(TemplateStore, EveryWordComesBackAsItWas) {
    for (const auto& [word, status] : json::EnumWords<Status>::table) {
        Template made;
        made.id = app->act().new_id();
        made.page_id = app->id("acme");
        made.type = fits(status, Type::Incident) ? Type::Incident : Type::Maintenance;
        made.status = status;
        made.links = {{app->act().new_id(), app->id("mail"), components::Status::MinorOutage},
                      {app->act().new_id(), app->id("api"), components::Status::UnderMaintenance}};
        app->db().write([&](db::Tx& tx) {
            insert(tx, made);
            set_links(tx, made);
        });
        const Template found = app->db().read([&](db::Tx& tx) { return require(tx, made.page_id, made.id); });
        EXPECT_EQ(found.status, status) << word;
        EXPECT_EQ(found.type, made.type) << word;
        ASSERT_EQ(found.links.size(), 2U);
        EXPECT_EQ(found.links[0].component_id, app->id("mail"));
        EXPECT_EQ(found.links[0].status, components::Status::MinorOutage);
        EXPECT_EQ(found.links[1].id, made.links[1].id);
    }
}

}  // namespace
}  // namespace daymark::templates
