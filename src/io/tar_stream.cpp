#include "io/tar_stream.h"

#include <zstd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstring>
#include <vector>

#include "base/errors.h"
#include "base/file_reader.h"
#include "base/output_file.h"

namespace zonewright::io {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t block = 512, name_length = 100, piece_bytes = std::size_t{1} << 20;
constexpr std::size_t at_size = 124, at_sum = 148, at_type = 156, at_magic = 257;
constexpr int packing_level = 6;
constexpr std::uint64_t largest_octal = (std::uint64_t{1} << 33) - 1;
using Header = std::array<char, block>;

void put_octal(Header& header, std::size_t at, std::size_t width, std::uint64_t value) {
    const std::string digits = fmt::format("{:0{}o}", value, width - 1);
    std::copy(digits.begin(), digits.end(), header.begin() + static_cast<std::ptrdiff_t>(at));
}

std::uint64_t sum_of(const Header& header) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < block; ++i)
        sum += i >= at_sum && i < at_sum + 8 ? std::uint64_t{' '} : static_cast<unsigned char>(header[i]);
    return sum;
}

Header header_of(const std::string& name, std::uint64_t size, std::int64_t time_s, char type) {
    Header header{};
    std::copy_n(name.begin(), std::min(name.size(), name_length), header.begin());
    put_octal(header, 100, 8, 0644);
    put_octal(header, 108, 8, 0);
    put_octal(header, 116, 8, 0);
    put_octal(header, at_size, 12, std::min(size, largest_octal));
    put_octal(header, 136, 12, static_cast<std::uint64_t>(std::max<std::int64_t>(time_s, 0)));
    header[at_type] = type;
    std::memcpy(header.data() + at_magic, "ustar\00000", 8);
    put_octal(header, at_sum, 7, sum_of(header));
    header[at_sum + 7] = ' ';
    return header;
}

/// "30 path=…\n": the length counts itself.
std::string extended_record(const std::string& key, const std::string& value) {
    const std::size_t rest = key.size() + value.size() + 3;
    std::size_t length = rest + 1;
    while (std::to_string(length).size() + rest != length) ++length;
    return fmt::format("{} {}={}\n", length, key, value);
}

std::int64_t changed_at(const fs::path& file) {
    const auto time = std::chrono::file_clock::to_sys(fs::last_write_time(file));
    return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

[[noreturn]] void refuse_damaged(const fs::path& path, const Text& found) {
    throw InputError({.thing = path.string(),
                      .value = found,
                      .expected = both("zonewright pack 写出的完整文件", "a whole file that zonewright pack has written"),
                      .advice = both("重新传送该文件，或请对方重新打包", "transfer the file again, or have it packed again")});
}

struct ReleaseExpander {
    void operator()(ZSTD_DCtx* context) const noexcept { ZSTD_freeDCtx(context); }
};

std::size_t padding_after(std::uint64_t size) {
    return static_cast<std::size_t>((block - size % block) % block);
}

}  // namespace

struct TarWriter::Impl {
    Impl(const fs::path& path, fs::path named) : file(path, std::move(named)), packed(ZSTD_CStreamOutSize()) {
        if (!packer) throw std::bad_alloc();
        ZSTD_CCtx_setParameter(packer.get(), ZSTD_c_compressionLevel, packing_level);
        ZSTD_CCtx_setParameter(packer.get(), ZSTD_c_checksumFlag, 1);
    }

    void add(std::span<const char> bytes, ZSTD_EndDirective directive = ZSTD_e_continue) {
        ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
        for (bool more = true; more;) {
            ZSTD_outBuffer out{packed.data(), packed.size(), 0};
            const std::size_t left = ZSTD_compressStream2(packer.get(), &out, &in, directive);
            if (ZSTD_isError(left) != 0) throw std::bad_alloc();
            file.write_at(written, std::as_bytes(std::span(packed).first(out.pos)));
            written += out.pos;
            more = directive == ZSTD_e_end ? left != 0 : in.pos < in.size;
        }
    }

    void begin(const std::string& name, std::uint64_t size, std::int64_t time_s) {
        std::string records;
        if (name.size() >= name_length) records += extended_record("path", name);
        if (size > largest_octal) records += extended_record("size", std::to_string(size));
        if (!records.empty()) {
            add(header_of("extended", records.size(), time_s, 'x'));
            add(records);
            pad(records.size());
        }
        add(header_of(name, size, time_s, '0'));
    }

    void pad(std::uint64_t size) {
        static constexpr Header zeros{};
        add(std::span(zeros).first(padding_after(size)));
    }

    OutputFile file;
    std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> packer{ZSTD_createCCtx(), &ZSTD_freeCCtx};
    std::vector<char> packed;
    std::uint64_t written = 0;
};

TarWriter::TarWriter(const fs::path& path, fs::path named) : impl_(std::make_unique<Impl>(path, std::move(named))) {}
TarWriter::~TarWriter() = default;

void TarWriter::add_text(const std::string& name, std::string_view text) {
    impl_->begin(name, text.size(), 0);
    impl_->add(text);
    impl_->pad(text.size());
}

void TarWriter::add_file(const std::string& name, const fs::path& path) {
    FileReader reader(path);
    impl_->begin(name, reader.size(), changed_at(path));
    std::vector<char> piece(piece_bytes);
    std::uint64_t done = 0;
    while (const std::size_t got = reader.read(piece)) {
        impl_->add(std::span(piece).first(got));
        done += got;
    }
    reader.require_unchanged(done);
    impl_->pad(done);
}

void TarWriter::close() {
    static constexpr Header zeros{};
    impl_->add(zeros);
    impl_->add(zeros, ZSTD_e_end);
    impl_->file.close();
}

namespace {

/// The unpacked bytes, in pieces of any length.
class Expanded {
public:
    explicit Expanded(const fs::path& path) : path_(path), file_(path), packed_(ZSTD_DStreamInSize()) {
        if (!expander_) throw std::bad_alloc();
    }

    /// Fills `target`; false at the end of everything. Refuses a file that ends in between.
    bool fill(std::span<char> target) {
        ZSTD_outBuffer out{target.data(), target.size(), 0};
        while (out.pos < out.size) {
            if (in_.pos == in_.size && !refill()) {
                if (out.pos == 0 && left_ == 0) return false;
                refuse_damaged(path_, {"文件不完整", "the file is cut"});
            }
            left_ = ZSTD_decompressStream(expander_.get(), &out, &in_);
            if (ZSTD_isError(left_) != 0) refuse_damaged(path_, ZSTD_getErrorName(left_));
        }
        return true;
    }

private:
    bool refill() {
        const std::size_t got = file_.read(packed_);
        in_ = {packed_.data(), got, 0};
        return got > 0;
    }

    fs::path path_;
    FileReader file_;
    std::vector<char> packed_;
    ZSTD_inBuffer in_{nullptr, 0, 0};
    std::size_t left_ = 0;
    std::unique_ptr<ZSTD_DCtx, ReleaseExpander> expander_{ZSTD_createDCtx()};
};

class TarReader {
public:
    explicit TarReader(const fs::path& path) : path_(path), bytes_(path) {}

    void read(const TakeEntry& take, const std::function<void()>& ended) {
        Header header{};
        while (bytes_.fill(header)) {
            if (std::ranges::all_of(header, [](char c) { return c == 0; })) return read_to_the_end();
            if (octal(header, at_sum, 8) != sum_of(header)) refuse_damaged(path_, {"头部校验不符", "a header does not add up"});
            const std::uint64_t size = long_size_.value_or(octal(header, at_size, 12));
            if (header[at_type] == 'x') {
                read_extended(size);
                continue;
            }
            if (header[at_type] != '0') refuse_damaged(path_, {"含有文件以外的条目", "it holds what is no file"});
            const std::string name = long_name_.empty() ? std::string(header.data(), strnlen(header.data(), name_length)) : long_name_;
            long_name_.clear(), long_size_.reset();
            refuse_outside(name);
            pass_on(size, take(name, size));
            ended();
        }
        refuse_damaged(path_, {"没有结尾", "it has no end"});
    }

private:
    std::uint64_t octal(const Header& header, std::size_t at, std::size_t width) const {
        std::uint64_t value = 0;
        const char* first = header.data() + at;
        const auto [end, failure] = std::from_chars(first, first + width, value, 8);
        if (failure != std::errc() || end == first) refuse_damaged(path_, {"头部不是数字", "a header holds no number"});
        return value;
    }

    /// The checksum of the whole stands behind the last entry.
    void read_to_the_end() {
        Header rest{};
        while (bytes_.fill(rest)) {
        }
    }

    void read_extended(std::uint64_t size) {
        if (size > piece_bytes) refuse_damaged(path_, {"扩展头过长", "an extended header is too long"});
        std::string records(static_cast<std::size_t>(size), '\0');
        if (!records.empty()) bytes_.fill(records);
        skip_padding(size);
        const auto value_of = [&](const std::string& key) {
            const std::size_t at = records.find(" " + key + "=");
            if (at == std::string::npos) return std::string();
            const std::size_t begin = at + key.size() + 2;
            return records.substr(begin, records.find('\n', begin) - begin);
        };
        long_name_ = value_of("path");
        if (const std::string digits = value_of("size"); !digits.empty()) {
            std::uint64_t value = 0;
            const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
            if (failure != std::errc() || *end != 0) refuse_damaged(path_, digits);
            long_size_ = value;
        }
    }

    void refuse_outside(const std::string& name) const {
        const fs::path path(name);
        const bool climbs = std::ranges::find(path, fs::path("..")) != path.end();
        if (name.empty() || path.is_absolute() || climbs || name.find('\0') != std::string::npos)
            refuse_damaged(path_, both("条目名 {}", "an entry called {}", name));
    }

    void pass_on(std::uint64_t size, const TakeBytes& taker) {
        std::vector<char> piece(std::min<std::uint64_t>(size, piece_bytes));
        for (std::uint64_t left = size; left > 0;) {
            const std::span<char> part = std::span(piece).first(static_cast<std::size_t>(std::min<std::uint64_t>(left, piece.size())));
            if (!bytes_.fill(part)) refuse_damaged(path_, {"文件不完整", "the file is cut"});
            if (taker) taker(std::as_bytes(part));
            left -= part.size();
        }
        skip_padding(size);
    }

    void skip_padding(std::uint64_t size) {
        Header rest{};
        if (const std::size_t padding = padding_after(size); padding > 0) bytes_.fill(std::span(rest).first(padding));
    }

    fs::path path_;
    Expanded bytes_;
    std::string long_name_;
    std::optional<std::uint64_t> long_size_;
};

}  // namespace

void read_tar(const fs::path& path, const TakeEntry& take, const std::function<void()>& ended) {
    TarReader(path).read(take, ended);
}

}  // namespace zonewright::io
