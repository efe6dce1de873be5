import Compression
import Core
import Foundation
import Testing
import TimeSeries

@testable import DataSources

/// Gzip files, whole and damaged.
@Suite struct PackedTextTests {
    static let plain = Array("date,close\n2018-03-12,1\n2018-03-13,2\n".utf8)

    static func text(_ packed: [UInt8]) throws -> [UInt8] {
        let (bytes, descriptor) = try packed.withUnsafeBytes { packed in
            try Result { () throws(Gzip.Failure) in try UnpackedText.make(packed) }.get()
        }
        defer {
            if let descriptor {
                munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
                close(descriptor)
            } else {
                free(UnsafeMutableRawPointer(mutating: bytes.baseAddress))
            }
        }
        return Array(bytes)
    }

    static func failure(_ packed: [UInt8]) -> String {
        do {
            _ = try text(packed)
            return ""
        } catch {
            return (error as? Gzip.Failure)?.text ?? "\(error)"
        }
    }

    @Test func membersFollowOneAnotherAndZerosMayPad() throws {
        let packed = try Gzip.deflate(Self.plain)
        #expect(try Self.text(packed) == Self.plain)
        #expect(try Self.text(packed + packed + packed) == Self.plain + Self.plain + Self.plain)
        #expect(try Self.text(packed + [UInt8](repeating: 0, count: 512)) == Self.plain)
        #expect(try Self.text(Gzip.deflate([])) == [])
    }

    @Test func everyCutAndEveryFlippedByteIsNoticed() throws {
        let packed = try Gzip.deflate(Self.plain)
        for count in 2..<packed.count { #expect(Self.failure(Array(packed[..<count])) == "they end too early") }
        #expect(Self.failure(packed + packed.dropLast()) == "they end too early")
        // The header's flags, time and system are checked by no sum.
        for place in 10..<packed.count {
            var wrong = packed
            wrong[place] ^= 0x55
            #expect(!Self.failure(wrong).isEmpty, "byte \(place)")
        }
        var sum = packed
        sum[packed.count - 6] ^= 1
        #expect(Self.failure(sum) == "incorrect data check")
        #expect(
            Self.failure(packed + Array("more".utf8))
                == "behind their end, at byte \(packed.count + 1), stands something else")
    }

    @Test func aLargeTextGoesToAFileAndReadsTheSame() throws {
        let folder = try TemporaryFolder()
        // Seventy megabytes of text that packs well, in two members.
        var text: [UInt8] = Array("timestamp,close\n".utf8)
        for row in 0..<1_200_000 {
            text.append(
                contentsOf: "\(1_500_000_000 + row * 60),\(row % 1_000 + 1).2500000000000000000000000000000000000000\n"
                    .utf8)
        }
        let half = text.count / 2
        let packed = try Gzip.deflate(Array(text[..<half])) + Gzip.deflate(Array(text[half...]))
        let url = folder.url.appendingPathComponent("x.csv.gz")
        try Data(packed).write(to: url)
        let series = try MarketData.load(CSVReadOptions(paths: [url.path], stamp: .start, calendar: "24/7")).panel
            .series
        #expect(series[0].count == 1_200_000)
        #expect(series[0].close[1_199_999] == 1_000.25 && series[0].close[0] == 1.25)
        let source = try SourceBytes.open(url.path)
        #expect(source.bytes.count == text.count)
        #expect(source.bytes.elementsEqual(text))
        for (bytes, says) in [
            (packed.dropLast(20), "they end too early"), (packed + [7], "stands something else"),
        ] {
            try Data(bytes).write(to: url)
            let error = try #require(throws: DataError.self) { try SourceBytes.open(url.path) }
            #expect(
                error.description.hasPrefix("\(url.path): error: the compressed data cannot be read: ")
                    && error.description.hasSuffix(says), "\(error)")
        }
    }
}
