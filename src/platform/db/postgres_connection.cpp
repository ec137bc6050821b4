// Calls of libpq that wait, all with a deadline.
#include "platform/db/postgres_connection.h"

#include "platform/db/failures.h"
#include "platform/db/postgres_values.h"
#include "platform/db/sql_text.h"

#include <poll.h>

#include <algorithm>
#include <charconv>

namespace daymark::db {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t max_cached_statements = 256;
constexpr std::size_t max_cached_text = 64 * 1024;

// A little less than we wait ourselves, so that a slow statement is told from a server that has stopped.
constexpr const char* session_settings =
    "set statement_timeout = 1500;"
    "set lock_timeout = 1500;"
    "set idle_in_transaction_session_timeout = 60000;"
    "set extra_float_digits = 3;"
    "set client_min_messages = error";

std::string field_of(const PGresult* result, int field) {
    const char* text = PQresultErrorField(result, field);
    return text == nullptr ? "" : text;
}

std::int64_t changed_by(PGresult* result) {
    if (std::string_view(PQcmdStatus(result)).starts_with("SELECT")) return 0;
    const std::string_view digits = PQcmdTuples(result);
    std::int64_t count = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), count);
    return count;
}

}  // namespace

PostgresConnection::PostgresConnection(const PostgresParameters& parameters, Deadline deadline) {
    connect(parameters, deadline);
    set_up(deadline);
}

void PostgresConnection::connect(const PostgresParameters& parameters, Deadline deadline) {
    std::vector<const char*> keywords, values;
    for (const auto& [keyword, value] : parameters) {
        keywords.push_back(keyword.c_str());
        values.push_back(value.c_str());
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);
    connection_.reset(PQconnectStartParams(keywords.data(), values.data(), 0));
    if (!connection_) throw std::bad_alloc();
    PQsetNoticeProcessor(
        connection_.get(), [](void*, const char*) {}, nullptr);
    if (PQstatus(connection_.get()) == CONNECTION_BAD) lose(PostgresFailure::Lost, "connect");
    for (auto next = PGRES_POLLING_WRITING; next != PGRES_POLLING_OK;) {
        wait(next == PGRES_POLLING_READING ? POLLIN : POLLOUT, deadline);
        next = PQconnectPoll(connection_.get());
        if (next == PGRES_POLLING_FAILED) lose(PostgresFailure::Lost, "connect");
    }
}

void PostgresConnection::set_up(Deadline deadline) {
    PQsetnonblocking(connection_.get(), 1);
    must_send(PQsendQuery(connection_.get(), session_settings));
    flush(deadline);
    while (const Result result = next_result(deadline)) {
        if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) fail("settings", result.get());
    }
    must_send(PQenterPipelineMode(connection_.get()));
}

Tx::Outcome PostgresConnection::run(std::string_view name, std::string_view sql, const std::vector<Value>& binds,
                                    Deadline deadline) {
    send_opening();
    send_statement(sql, binds);
    synchronise();
    flush(deadline);
    const Result result = collect(name, deadline);
    return {rows_of(result.get()), changed_by(result.get())};
}

std::string PostgresConnection::command(const char* sql, Deadline deadline) {
    send_command(sql);
    synchronise();
    flush(deadline);
    return PQcmdStatus(collect(sql, deadline).get());
}

void PostgresConnection::end_with(const char* sql) noexcept {
    const bool nothing_sent = !begun();
    opening_.clear();
    if (nothing_sent || !usable()) return;
    try {
        send_command(sql);
        synchronise();
        // What does not fit now goes out before the next statement.
        usable_ = PQflush(connection_.get()) >= 0;
        answer_owed_ = true;
    } catch (const std::exception&) {
        usable_ = false;
    }
}

void PostgresConnection::settle(Deadline deadline) {
    if (answer_owed_) {
        answer_owed_ = false;
        flush(deadline);
        collect("end", deadline);
    }
    // A server that goes away says so, or at least closes.
    pollfd socket{PQsocket(connection_.get()), POLLIN, 0};
    while (usable() && ::poll(&socket, 1, 0) > 0) {
        if (PQconsumeInput(connection_.get()) == 0) lose(PostgresFailure::Lost, "idle");
        (void)PQisBusy(connection_.get());
    }
    if (!usable()) lose(PostgresFailure::Lost, "idle");
}

void PostgresConnection::send_opening() {
    if (opening_.empty()) return;
    send_command(opening_.c_str());
    opening_.clear();
}

void PostgresConnection::send_command(const char* sql) {
    must_send(PQsendQueryParams(connection_.get(), sql, 0, nullptr, nullptr, nullptr, nullptr, 0));
}

void PostgresConnection::send_statement(std::string_view sql, const std::vector<Value>& binds) {
    const PostgresBinds parameters(binds);
    if (verb_of(sql) == Verb::Other || sql.size() > max_cached_text) {
        must_send(PQsendQueryParams(connection_.get(), std::string(sql).c_str(), parameters.count(), nullptr,
                                    parameters.data(), nullptr, nullptr, 0));
        return;
    }
    must_send(PQsendQueryPrepared(connection_.get(), prepared(sql).c_str(), parameters.count(), parameters.data(),
                                  nullptr, nullptr, 0));
}

std::string PostgresConnection::prepared(std::string_view sql) {
    if (const auto found = statements_.find(sql); found != statements_.end()) return found->second;
    if (statements_.size() >= max_cached_statements) {
        send_command("deallocate all");
        statements_.clear();
    }
    std::string name = "s" + std::to_string(++statement_number_);
    unconfirmed_ = sql;
    must_send(PQsendPrepare(connection_.get(), name.c_str(), unconfirmed_.c_str(), 0, nullptr));
    statements_.emplace(unconfirmed_, name);
    return name;
}

void PostgresConnection::must_send(int sent) {
    if (sent == 1) return;
    if (PQstatus(connection_.get()) != CONNECTION_OK) lose(PostgresFailure::Lost, "send");
    // libpq refused the call itself, such as one with more than 65,535 binds; what was queued before is still on its
    // way.
    usable_ = false;
    throw PostgresError(PostgresFailure::Statement, internal(last_message()));
}

void PostgresConnection::synchronise() { must_send(PQpipelineSync(connection_.get())); }

PostgresConnection::Result PostgresConnection::collect(std::string_view name, Deadline deadline) {
    Result last, failure;
    bool skipped = false;
    while (true) {
        Result result = next_result(deadline);
        if (!result) {
            // The end of one statement's answers, unless nothing can follow.
            if (PQstatus(connection_.get()) == CONNECTION_OK) continue;
            fail(name, failure.get());
        }
        const ExecStatusType status = PQresultStatus(result.get());
        if (status == PGRES_PIPELINE_SYNC) break;
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
            last = std::move(result);
        } else if (status == PGRES_PIPELINE_ABORTED) {
            skipped = true;
        } else if (!failure) {
            failure = std::move(result);
        }
    }
    last_answer_ = Clock::now();
    // The statement is the last of its group, so when nothing was skipped its preparation went well.
    note_preparation(!skipped);
    if (failure) fail(name, failure.get());
    return last;
}

PostgresConnection::Result PostgresConnection::next_result(Deadline deadline) {
    while (PQisBusy(connection_.get()) != 0) {
        wait(POLLIN, deadline);
        // A failure shows in the result that follows.
        PQconsumeInput(connection_.get());
    }
    return Result(PQgetResult(connection_.get()));
}

void PostgresConnection::note_preparation(bool succeeded) {
    if (unconfirmed_.empty()) return;
    if (!succeeded) statements_.erase(unconfirmed_);
    unconfirmed_.clear();
}

void PostgresConnection::flush(Deadline deadline) {
    // A failure to send is not the end: the server may have said why it left.
    while (PQflush(connection_.get()) > 0) {
        wait(POLLIN | POLLOUT, deadline);
        PQconsumeInput(connection_.get());
    }
}

void PostgresConnection::wait(short events, Deadline deadline) {
    pollfd socket{PQsocket(connection_.get()), events, 0};
    if (socket.fd < 0) lose(PostgresFailure::Lost, "wait");
    while (true) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        const int ready = ::poll(&socket, 1, static_cast<int>(std::max<std::int64_t>(left, 0)));
        if (ready > 0) return;
        // Interrupted waits go on; a socket that is no more shows in the next call of libpq.
        if (ready == 0 && left <= 0) lose(PostgresFailure::Silent, "no answer in time");
    }
}

std::string PostgresConnection::last_message() const {
    const std::string_view message = PQerrorMessage(connection_.get());
    return std::string(message.substr(0, message.find_last_not_of('\n') + 1));
}

void PostgresConnection::fail(std::string_view name, const PGresult* result) {
    const std::string state = field_of(result, PG_DIAG_SQLSTATE);
    const PostgresVerdict verdict = judge_sqlstate(state, writing_);
    const std::string said = field_of(result, PG_DIAG_MESSAGE_PRIMARY);
    const std::string detail = std::string(name) + ": " + (said.empty() ? last_message() : said) + " (" +
                               (state.empty() ? "connection lost" : state) + ")";
    usable_ = usable_ && (verdict.failure == PostgresFailure::Statement || verdict.failure == PostgresFailure::Retry);
    switch (verdict.code) {
        case ErrorCode::Conflict:
            throw PostgresError(verdict.failure, conflict(detail));
        case ErrorCode::Unavailable:
            throw PostgresError(verdict.failure, unavailable(detail));
        default:
            throw PostgresError(verdict.failure, internal(detail));
    }
}

void PostgresConnection::lose(PostgresFailure failure, std::string_view what) {
    usable_ = false;
    silent_ = failure == PostgresFailure::Silent;
    throw PostgresError(failure, unavailable(std::string(what) + ": " + last_message()));
}

}  // namespace daymark::db
