#include "server/http_server.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <array>
#include <limits>
#include <thread>

#include "base/errors.h"
#include "server/request_reading.h"

namespace zonewright::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::seconds;

struct Shared {
    HttpLimits limits;
    std::array<asio::thread_pool*, 4> lanes{};  ///< by Lane; none for the quick one
    HttpServer::Answer answer;
    std::atomic<std::int64_t> requests{0};
    std::atomic<std::size_t> connections{0};
};

/// One client: requests one after the other, each read, answered and written before the next.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(tcp::socket socket, std::shared_ptr<Shared> shared) : stream_(std::move(socket)), shared_(std::move(shared)) {}
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() { --shared_->connections; }

    void start(bool too_many) {
        if (too_many) return send(problem_response(503, "Service Unavailable", "连接过多，请稍后再试 / too many connections"), true);
        read_head(shared_->limits.head_s);
    }

private:
    using Parser = http::request_parser<http::string_body>;

    void read_head(int limit_s) {
        parser_.emplace();
        parser_->header_limit(most_head);
        // The path decides, once it is known. (Beast 1.74 takes boost::none for a limit of nothing.)
        parser_->body_limit(std::numeric_limits<std::uint64_t>::max());
        stream_.expires_after(seconds(limit_s));
        http::async_read_header(stream_, buffer_, *parser_,
                                [self = shared_from_this()](error_code problem, std::size_t) { self->on_head(problem); });
    }

    void on_head(error_code problem) {
        if (problem) return refuse(problem);
        const auto& head = parser_->get();
        const std::string target(head.target().data(), head.target().size());
        const std::string method(head.method_string().data(), head.method_string().size());
        const std::size_t most = shared_->limits.most_body(method, target.substr(0, target.find('?')));
        const auto stated = parser_->content_length();
        if (stated && *stated > most) return refuse_body();
        parser_->body_limit(most);
        stream_.expires_after(seconds(shared_->limits.body_s));
        if (!beast::iequals(head[http::field::expect], "100-continue")) return read_body();
        const auto go_on = std::make_shared<http::response<http::empty_body>>(http::status::continue_, head.version());
        http::async_write(stream_, *go_on, [self = shared_from_this(), go_on](error_code failed, std::size_t) {
            if (!failed) self->read_body();
        });
    }

    void read_body() {
        http::async_read(stream_, buffer_, *parser_,
                         [self = shared_from_this()](error_code problem, std::size_t) { self->on_request(problem); });
    }

    void refuse_body() {
        send(problem_response(413, "Content Too Large", "请求过大 / the body is larger than this address takes"), true);
    }

    void refuse(error_code problem) {
        if (problem == http::error::header_limit)
            return send(problem_response(431, "Request Header Fields Too Large", "请求头过大 / the head is too large"), true);
        if (problem == http::error::body_limit || problem == http::error::buffer_overflow) return refuse_body();
        const bool is_gone = problem == http::error::end_of_stream || problem == http::error::partial_message ||
                             problem.category() != make_error_code(http::error::bad_method).category();
        if (is_gone) return close();  // gone, or too slow
        send(problem_response(400, "Bad Request", problem.message()), true);
    }

    void on_request(error_code problem) {
        if (problem) return refuse(problem);
        const auto& message = parser_->get();
        ++shared_->requests;
        head_only_ = message.method() == http::verb::head;
        const bool close_after = !message.keep_alive();
        auto request = read_request(message);
        if (!request) return send(problem_response(400, "Bad Request", "地址无法解读 / the address cannot be read"), true);
        const Lane lane = shared_->limits.lane ? shared_->limits.lane(*request) : Lane::Quick;
        if (lane == Lane::Quick) return send(shared_->answer(*request), close_after);
        answer_later(std::move(*request), *shared_->lanes.at(static_cast<std::size_t>(lane)), close_after);
    }

    void answer_later(Request request, asio::thread_pool& lane, bool close_after) {
        stream_.expires_never();  // nothing is read or written meanwhile
        asio::post(lane, [self = shared_from_this(), asked = std::move(request), close_after] {
            auto response = std::make_shared<Response>(self->shared_->answer(asked));
            asio::post(self->stream_.get_executor(), [self, response, close_after] { self->send(std::move(*response), close_after); });
        });
    }

    void send(Response response, bool close_after) {
        stream_.expires_after(seconds(shared_->limits.write_s));
        if (response.file) return send_file(response, close_after);
        if (head_only_) {
            auto message = headed<http::empty_body>(response, close_after);
            message->content_length(response.body.size());
            return write(message, close_after);
        }
        auto message = headed<http::string_body>(response, close_after);
        message->body() = std::move(response.body);
        message->prepare_payload();
        write(message, close_after);
    }

    void send_file(Response& response, bool close_after) {
        error_code problem;
        http::file_body::value_type file;
        file.open(response.file->c_str(), beast::file_mode::scan, problem);
        response.file.reset();
        if (problem) return send(problem_response(404, "Not Found", "文件不在了 / the file is gone"), close_after);
        if (head_only_) {
            auto message = headed<http::empty_body>(response, close_after);
            message->content_length(file.size());
            return write(message, close_after);
        }
        auto message = headed<http::file_body>(response, close_after);
        message->body() = std::move(file);
        message->prepare_payload();
        write(message, close_after);
    }

    template <typename Body>
    static std::shared_ptr<http::response<Body>> headed(const Response& response, bool close_after) {
        constexpr unsigned version = 11;
        auto message = std::make_shared<http::response<Body>>(static_cast<http::status>(response.status), version);
        message->set(http::field::content_type, response.type);
        for (const auto& [name, value] : response.headers) message->insert(name, value);
        message->keep_alive(!close_after);
        return message;
    }

    template <typename Body>
    void write(const std::shared_ptr<http::response<Body>>& message, bool close_after) {
        auto serializer = std::make_shared<http::response_serializer<Body>>(*message);
        if (head_only_) serializer->split(true);
        const auto done = [self = shared_from_this(), message, serializer, close_after](error_code failed, std::size_t) {
            self->head_only_ = false;
            if (failed || close_after) return self->close();
            self->read_head(self->shared_->limits.idle_s);
        };
        if (head_only_) http::async_write_header(stream_, *serializer, done);
        else http::async_write(stream_, *serializer, done);
    }

    /// What is still on its way is read and thrown away for a moment: closing over it would take back the answer.
    void close() {
        constexpr int linger_s = 2;
        error_code ignored;
        stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
        stream_.expires_after(seconds(linger_s));
        drain();
    }

    void drain() {
        constexpr std::size_t most_drained = 1U << 20;
        stream_.async_read_some(asio::buffer(drained_), [self = shared_from_this()](error_code problem, std::size_t bytes) {
            self->drained_bytes_ += bytes;
            if (!problem && self->drained_bytes_ < most_drained) self->drain();
        });
    }

    beast::tcp_stream stream_;
    std::shared_ptr<Shared> shared_;
    beast::flat_buffer buffer_{most_read_ahead};
    boost::optional<Parser> parser_;
    bool head_only_ = false;
    std::array<char, 4096> drained_{};
    std::size_t drained_bytes_ = 0;
};

}  // namespace

struct HttpServer::Running {
    explicit Running(std::uint16_t port) : acceptor(context) {
        const tcp::endpoint loopback(asio::ip::address_v4::loopback(), port);
        error_code problem;
        acceptor.open(loopback.protocol(), problem);
        if (!problem) acceptor.set_option(asio::socket_base::reuse_address(true), problem);
        if (!problem) acceptor.bind(loopback, problem);
        if (!problem) acceptor.listen(asio::socket_base::max_listen_connections, problem);
        if (problem)
            throw ResourceError({.thing = "--port",
                                 .value = both("{}：{}", "{}: {}", port, problem.message()),
                                 .expected = both("本机上空闲的端口", "a port of this machine that is free"),
                                 .advice = both("换一个端口，或用 --port 0", "choose another one, or --port 0")});
    }

    void accept() {
        acceptor.async_accept(asio::make_strand(context), [this](error_code problem, tcp::socket socket) {
            if (problem == asio::error::operation_aborted) return;
            if (problem) std::this_thread::sleep_for(std::chrono::milliseconds(20));  // out of file handles, say
            else begin(std::move(socket));
            accept();
        });
    }

    void begin(tcp::socket socket) {
        error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        const bool too_many = ++shared->connections > shared->limits.connections;
        const auto connection = std::make_shared<Connection>(std::move(socket), shared);
        connection->start(too_many);
    }

    /// A connection whose handler throws is lost; the others are not.
    void work() {
        for (;;) {
            try {
                context.run();
                return;
            } catch (const std::exception&) {
                continue;
            }
        }
    }

    asio::io_context context;
    asio::thread_pool passwords{1}, live{2}, tiles{2};  // gone before the context: connections wait in them
    tcp::acceptor acceptor;
    std::shared_ptr<Shared> shared;
    std::vector<std::thread> threads;
};

HttpServer::HttpServer(std::uint16_t port, HttpLimits limits, Answer answer) : running_(std::make_unique<Running>(port)) {
    running_->shared = std::make_shared<Shared>();
    running_->shared->limits = std::move(limits);
    running_->shared->answer = std::move(answer);
    running_->shared->lanes = {nullptr, &running_->passwords, &running_->live, &running_->tiles};
}

void HttpServer::start(int threads) {
    running_->accept();
    for (int i = 0; i < threads; ++i) running_->threads.emplace_back([this] { running_->work(); });
}

HttpServer::~HttpServer() {
    const auto& lanes = running_->shared->lanes;
    for (asio::thread_pool* lane : lanes)
        if (lane != nullptr) lane->stop();
    running_->context.stop();
    for (asio::thread_pool* lane : lanes)
        if (lane != nullptr) lane->join();
    for (std::thread& thread : running_->threads) thread.join();
}

std::uint16_t HttpServer::port() const {
    return running_->acceptor.local_endpoint().port();
}

std::int64_t HttpServer::requests() const {
    return running_->shared->requests;
}

}  // namespace zonewright::server
