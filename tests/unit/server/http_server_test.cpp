#include "server/http_server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <thread>

namespace zonewright::server {
namespace {

using std::chrono::steady_clock;

double seconds_since(steady_clock::time_point began) {
    return std::chrono::duration<double>(steady_clock::now() - began).count();
}

/// Raw bytes to a server and back.
class Line {
public:
    explicit Line(std::uint16_t port, int receive_bytes = 0) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        const timeval longest{.tv_sec = 20, .tv_usec = 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &longest, sizeof longest);
        if (receive_bytes > 0) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof receive_bytes);
        sockaddr_in place{};
        place.sin_family = AF_INET, place.sin_port = htons(port), place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&place), sizeof place), 0);
    }
    ~Line() { ::close(socket_); }
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    bool say(std::string_view words) const { return ::send(socket_, words.data(), words.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(words.size()); }
    /// Until so much was heard, or nothing more comes.
    std::string hear(std::size_t most = std::string::npos) const {
        std::string heard(1 << 16, '\0'), all;
        while (all.size() < most) {
            const ssize_t got = ::recv(socket_, heard.data(), heard.size(), 0);
            if (got <= 0) break;
            all.append(heard, 0, static_cast<std::size_t>(got));
        }
        return all;
    }

private:
    int socket_;
};

struct HttpTest : testing::Test {
    /// Every time limit is a second.
    HttpServer server{0,
                      {.head_s = 1, .body_s = 1, .write_s = 1, .idle_s = 1, .most_body = [](const std::string&, const std::string&) { return 1000U; },
                       .lane = [](const Request& request) { return request.path == "/slow" ? Lane::Password : Lane::Quick; }},
                      [](const Request& request) { return answer(request); }};
    void SetUp() override { server.start(2); }

    static Response answer(const Request& request) {
        if (request.path == "/slow") std::this_thread::sleep_for(std::chrono::milliseconds(300));
        if (request.path == "/large") return {.body = std::string(64U << 20, 'x')};
        return {.body = "[" + request.body + "]"};
    }
    static std::string got(const std::string& path, const std::string& more = "") {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + more + "\r\n";
    }
    static std::string last(const std::string& path, const std::string& more = "") { return got(path, more + "Connection: close\r\n"); }
};

constexpr const char* posted = "POST / HTTP/1.1\r\nHost: x\r\n";

TEST_F(HttpTest, GivesUpABodyThatDrips) {
    Line line(server.port());
    ASSERT_TRUE(line.say(std::string(posted) + "Content-Length: 900\r\n\r\n"));
    const auto began = steady_clock::now();
    while (seconds_since(began) < 10 && line.say("x")) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    EXPECT_EQ(line.hear().find("200"), std::string::npos);
    EXPECT_LT(seconds_since(began), 9) << "drips do not renew the time allowed";
    Line other(server.port());
    other.say(last("/"));
    EXPECT_NE(other.hear().find("200 OK"), std::string::npos);
}

TEST_F(HttpTest, GivesUpAChunkThatDoesNotCome) {
    Line line(server.port());
    ASSERT_TRUE(line.say(std::string(posted) + "Transfer-Encoding: chunked\r\n\r\n5\r\nab"));
    const auto began = steady_clock::now();
    EXPECT_EQ(line.hear(), "");
    EXPECT_LT(seconds_since(began), 9);
}

TEST_F(HttpTest, GivesUpAReaderThatDoesNotRead) {
    Line line(server.port(), 4096);
    ASSERT_TRUE(line.say(got("/large")));
    std::this_thread::sleep_for(std::chrono::seconds(3));
    EXPECT_LT(line.hear().size(), 64U << 20) << "the rest is not kept for it";
}

TEST_F(HttpTest, ClosesAConnectionThatAsksNothing) {
    const auto began = steady_clock::now();
    Line silent(server.port());
    EXPECT_EQ(silent.hear(), "");
    Line once(server.port());
    ASSERT_TRUE(once.say(got("/")));
    EXPECT_NE(once.hear().find("200 OK"), std::string::npos);
    EXPECT_LT(seconds_since(began), 15);
}

TEST_F(HttpTest, ServesNoRangesHoweverManyAreAsked) {
    std::string many = "bytes=0-0";
    for (int i = 0; i < 1000; ++i) many += ",0-" + std::to_string(i);
    for (const std::string& range : {std::string("bytes=0-1"), std::string("bytes=-1"), std::string("bytes=99999999999999999999-"), many}) {
        Line line(server.port());
        ASSERT_TRUE(line.say(last("/", "Range: " + range + "\r\n")));
        const std::string heard = line.hear();
        EXPECT_NE(heard.find("200 OK"), std::string::npos) << range.substr(0, 40);
        EXPECT_TRUE(heard.ends_with("\r\n\r\n[]")) << heard;
    }
}

TEST_F(HttpTest, CountsChunksHoweverSmallAndWhateverStandsBesideThem) {
    const auto chunked = [&](const std::string& chunks) {
        Line line(server.port());
        line.say(std::string(posted) + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
        return line.hear();
    };
    std::string ones;
    for (int i = 0; i < 1000; ++i) ones += "1\r\na\r\n";
    EXPECT_TRUE(chunked(ones + "0\r\n\r\n").ends_with("[" + std::string(1000, 'a') + "]"));
    EXPECT_NE(chunked(ones + "1\r\na\r\n0\r\n\r\n").find("413"), std::string::npos);
    EXPECT_TRUE(chunked("2;name=value\r\nab\r\n0\r\nTrailer: x\r\n\r\n").ends_with("[ab]"));
    const std::string long_extension = chunked("2;" + std::string(1 << 20, 'e') + "\r\nab\r\n0\r\n\r\n");
    EXPECT_EQ(long_extension.find("200 OK"), std::string::npos);
    const std::string long_trailer = chunked("2\r\nab\r\n0\r\nX: " + std::string(1 << 20, 't') + "\r\n\r\n");
    EXPECT_EQ(long_trailer.find("200 OK"), std::string::npos);
}

TEST_F(HttpTest, AsksForABodyThatWaitsAndRefusesOneThatIsTooLarge) {
    Line waits(server.port()), large(server.port());
    waits.say(std::string(posted) + "Connection: close\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    EXPECT_TRUE(waits.hear(12).starts_with("HTTP/1.1 100"));
    waits.say("ab");
    EXPECT_TRUE(waits.hear().ends_with("[ab]"));
    large.say(std::string(posted) + "Expect: 100-continue\r\nContent-Length: 1001\r\n\r\n");
    const std::string heard = large.hear();
    EXPECT_NE(heard.find("413"), std::string::npos);
    EXPECT_EQ(heard.find("100 Continue"), std::string::npos);
}

TEST_F(HttpTest, LetsWhatTakesLongKeepNobodyElseWaiting) {
    std::vector<std::unique_ptr<Line>> slow;
    for (int i = 0; i < 8; ++i) {
        slow.push_back(std::make_unique<Line>(server.port()));
        slow.back()->say(last("/slow"));
    }
    const auto began = steady_clock::now();
    Line quick(server.port());
    quick.say(last("/"));
    EXPECT_NE(quick.hear().find("200 OK"), std::string::npos);
    EXPECT_LT(seconds_since(began), 1.5) << "eight take 2.4 s one after the other";
    for (const auto& line : slow) EXPECT_NE(line->hear().find("200 OK"), std::string::npos);
    EXPECT_GT(seconds_since(began), 2.3);
}

TEST(Http, EndsWhileQuestionsWait) {
    auto server = std::make_unique<HttpServer>(
        0, HttpLimits{.most_body = [](const std::string&, const std::string&) { return 0U; }, .lane = [](const Request&) { return Lane::Live; }},
        [](const Request&) { return std::this_thread::sleep_for(std::chrono::milliseconds(200)), Response{}; });
    server->start(2);
    std::vector<std::unique_ptr<Line>> lines;
    for (int i = 0; i < 20; ++i) {
        lines.push_back(std::make_unique<Line>(server->port()));
        lines.back()->say("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    const auto began = steady_clock::now();
    server.reset();
    EXPECT_LT(seconds_since(began), 1.5) << "those that are not begun are let go";
}

}  // namespace
}  // namespace zonewright::server
