import Core
import Foundation
import Learning
import Research
import Testing

/// Whatever a file holds, it is read as it was written or refused.
@Suite struct ModelFileFaultTests {
    @Test func anyAlteredByteIsFound() throws {
        let bytes = try ModelFileFixture.file().bytes(path: "m.model")
        for place in bytes.indices {
            for change: UInt8 in [1 << UInt8(place % 8), 0x20, 0xff] {
                var altered = bytes
                altered[place] ^= change
                #expect(throws: ModelFileError.self, "byte \(place) ^ \(change)") {
                    _ = try ModelFile(bytes: altered, path: "m.model")
                }
            }
        }
    }

    @Test func anyLengthButItsOwnIsRefused() throws {
        let bytes = try ModelFileFixture.file().bytes(path: "m.model")
        for count in 0..<bytes.count {
            #expect(throws: ModelFileError.self, "\(count) bytes") {
                _ = try ModelFile(bytes: Array(bytes[..<count]), path: "m.model")
            }
        }
        #expect(
            ModelFileFixture.message(Array(bytes.dropLast())).hasPrefix(
                "m.model: error: found \(bytes.count - 1) bytes, expected \(bytes.count): it was cut short; copy it again"
            ))
        #expect(
            ModelFileFixture.message(bytes + [0]).hasPrefix(
                "m.model: error: length of the file: found \(bytes.count + 1) bytes, expected \(bytes.count); "))
    }

    @Test func partsThatDifferAreNamed() throws {
        let bytes = try ModelFileFixture.file().bytes(path: "m.model")
        var altered = bytes
        altered[bytes.count - 1] ^= 1
        #expect(
            ModelFileFixture.message(altered)
                == "m.model: error: an array was altered: its SHA-256 is not the one that the file states; copy it again, "
                + "or train the model again with backtest train")
        altered = bytes
        altered[100] ^= 1
        #expect(ModelFileFixture.message(altered).hasPrefix("m.model: error: the header was altered: "))
        #expect(
            ModelFileFixture.message(Array("time,open\n".utf8))
                == "m.model: error: found something that is not a model file, expected one that begins with BTMODEL; give "
                + "the path of a file that backtest train wrote")
        let (head, arrays) = ModelFileFixture.opened(bytes)
        #expect(ModelFileFixture.sealed(head, arrays: arrays) == bytes)
        let next = head.replacingOccurrences(of: "backtest.model/1", with: "backtest.model/2")
        #expect(
            ModelFileFixture.message(ModelFileFixture.sealed(next, arrays: arrays))
                == "m.model: error: found schema 'backtest.model/2', expected 'backtest.model/1', which is what this "
                + "version reads; train the model again, or read it with the version that wrote it")
        var long = bytes
        for place in 8..<16 { long[place] = 0xff }
        #expect(
            ModelFileFixture.message(long).hasPrefix(
                "m.model: error: length of the header: found 18446744073709551615 bytes, expected 268435456 at most"))
    }

    /// What is put for what in the header, with right hashes, and what the message holds.
    static let hostile: [(of: String, by: String, says: String)] = [
        (#""count":3,"offset":0,"#, #""count":-3,"offset":0,"#, "count: found -3, expected 0 to"),
        (#""count":3,"offset":0,"#, #""count":4611686018427387904,"offset":0,"#, "count: found 4611686018427387904"),
        (#""count":3,"offset":0,"#, #""count":1e400,"offset":0,"#, "header: found "),
        (#""count":3,"offset":0,"#, #""count":3.5,"offset":0,"#, "header: found "),
        (#""count":3,"offset":0,"#, #""count":"3","offset":0,"#, "another type at model.numbers.coefficients.count"),
        (#""count":3,"offset":0,"#, #""count":3,"offset":-64,"#, "offset: found -64"),
        (#""count":3,"offset":0,"#, #""count":3,"offset":8,"#, "offset: found 8"),
        (#""count":3,"offset":0,"#, #""count":3,"offset":6400,"#, "offset: found 6400"),
        (#""count":1,"offset":64,"#, #""count":1,"offset":0,"#, "offset 0, inside model.intercept"),
        (#""count":3,"offset":0,"#, #""count":3,"offset":64,"#, "count: found 3, expected 0 to 1"),
        (#""offset":64,"type":"f64""#, #""offset":64,"type":"f32""#, "found 'f32', expected 'f64'"),
        (#""bytes":72"#, #""bytes":-1"#, "bytes of the arrays: found -1"),
        (#""bytes":72"#, #""bytes":9223372036854775807"#, "bytes of the arrays: found 9223372036854775807"),
        (#""bytes":72"#, #""bytes":73"#, "cut short"),
        (#""bytes":72"#, #""bytes":71"#, "length of the file"),
        (#""bytes":72,"#, "", "no 'bytes'"),
        (#""window":3"#, #""window":null"#, "header: found "),
        (#""schema":"backtest.model/1","#, "", "no 'schema'"),
        (#""schema":"backtest.model/1","#, #""schema":NaN,"#, "header: found "),
    ]

    @Test(arguments: hostile.indices) func headersThatCannotBeAreRefused(place: Int) throws {
        let (old, new, says) = Self.hostile[place]
        let bytes = try ModelFileFixture.file(ModelFileFixture.linear).bytes(path: "m.model")
        let (head, arrays) = ModelFileFixture.opened(bytes)
        #expect(head.contains(old), "\(old) in \(head)")
        let message = ModelFileFixture.message(
            ModelFileFixture.sealed(head.replacingOccurrences(of: old, with: new), arrays: arrays))
        #expect(message.hasPrefix("m.model: error: ") && message.contains(says), "\(message)")
    }

    @Test func numbersThatAreNotFiniteAreRefused() throws {
        let (head, arrays) = ModelFileFixture.opened(
            try ModelFileFixture.file(ModelFileFixture.linear).bytes(path: "m.model"))
        for pattern in [Double.nan.bitPattern, Double.infinity.bitPattern] {
            var bad = arrays
            withUnsafeBytes(of: pattern.littleEndian) { bad.replaceSubrange(8..<16, with: $0) }
            let message = ModelFileFixture.message(ModelFileFixture.sealed(head, arrays: bad))
            #expect(message.contains("'coefficients' of a stored 'linear' model is"), "\(message)")
        }
        let unknown = ModelFileFixture.file(StoredModel(kind: "trees"))
        do throws(ModelFileError) {
            _ = try unknown.fitted(at: "m.model")
            Issue.record("a model of an unknown kind was made")
        } catch {
            #expect(
                error.description
                    == "m.model: error: 'trees' is no kind of stored model or transform that is known; known are "
                    + "autoregression, baseline, boosted_trees, ensemble, linear, multinomial, network, transformed; "
                    + "register the type that stored it")
        }
    }

    @Test func levelsAreBounded() throws {
        var deep = ModelFileFixture.linear
        for _ in 0..<StoredModel.mostLevels { deep = StoredModel(kind: "mine", parts: ["p": deep]) }
        #expect(throws: ModelFileError.self) { _ = try ModelFileFixture.file(deep).bytes(path: "m.model") }
        let (head, arrays) = ModelFileFixture.opened(
            try ModelFileFixture.file(ModelFileFixture.linear).bytes(path: "m.model"))
        for (levels, opening, closing) in [
            (65, #"{"kind":"mine","numbers":{},"singles":{},"texts":{},"parts":{"p":"#, "}}"), (100_000, "[", "]"),
            (100_000, "{\"parts\":", "}"),
        ] {
            let model =
                String(repeating: opening, count: levels)
                + #"{"kind":"","numbers":{},"singles":{},"texts":{},"parts":{}}"#
                + String(repeating: closing, count: levels)
            let start = try #require(head.range(of: #""model":"#, options: .backwards)?.upperBound)
            let text = head[..<start] + model + #","schema":"backtest.model/1","#
            let message = ModelFileFixture.message(ModelFileFixture.sealed(String(text), arrays: arrays))
            #expect(message.contains("header: found") && message.contains("64"), "\(levels): \(message)")
        }
    }

    /// Garbage, alone and behind a beginning that is right, and headers with right hashes and a part of them exchanged.
    @Test(arguments: 0..<4) func garbageIsRefused(round: Int) throws {
        let seed = UInt64(700 + round)
        var random = RandomStream(seed: seed, name: "garbage")
        func byte() -> UInt8 { UInt8(random.uniform() * 256) }
        let whole = try ModelFileFixture.file().bytes(path: "m.model")
        let (head, arrays) = ModelFileFixture.opened(whole)
        for _ in 0..<1_500 {
            var bytes = (0..<Int(random.uniform() * 400)).map { _ in byte() }
            if random.uniform() < 0.7 { bytes = Array("BTMODEL\n".utf8) + bytes }
            if random.uniform() < 0.5, bytes.count > 16 {
                let length = UInt64(48 + 64 * Int(random.uniform() * 4))
                withUnsafeBytes(of: length.littleEndian) { bytes.replaceSubrange(8..<16, with: $0) }
            }
            #expect(ModelFileFixture.message(bytes) != "", "seed \(seed)")
        }
        var (refused, read) = (0, 0)
        let signs = Array(#"{}[]",:0123456789-.eE\u "#.utf8)
        for _ in 0..<1_500 {
            var text = Array(head.utf8)
            for _ in 0...Int(random.uniform() * 3) {
                let place = Int(random.uniform() * Double(text.count))
                switch Int(random.uniform() * 3) {
                case 0: text[place] = signs[Int(random.uniform() * Double(signs.count))]
                case 1: text.remove(at: place)
                default: text.insert(signs[Int(random.uniform() * Double(signs.count))], at: place)
                }
            }
            let bytes = ModelFileFixture.sealed(String(decoding: text, as: UTF8.self), arrays: arrays)
            do throws(ModelFileError) {
                let file = try ModelFile(bytes: bytes, path: "m.model")
                // A text or a name may be another; what is read can be written, and a model made of it or refused.
                #expect(try ModelFile(bytes: file.bytes(path: "m.model"), path: "m.model") == file, "seed \(seed)")
                _ = try? file.fitted(at: "m.model")
                read += 1
            } catch {
                #expect(!error.description.isEmpty)
                refused += 1
            }
        }
        #expect(refused > 300 && read > 50, "seed \(seed): \(refused) refused, \(read) read")
    }
}
