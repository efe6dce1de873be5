import Core
import LineProtocol
import Testing

@Suite struct LineStreamTests {
    /// Good and bad lines, strings with breaks and escaped quotes, comments, CRLF, a long line, an open string at the end.
    static let text = Array(
        ("m,a=b f=1,g=2i,h=\"x\ny\\\"\n\\\\\",i=t 1\r\n# c \"\n\nm f=x\nm,t=\\ \\,\\=é f=\"\\\\\" 2\n" + "m f=\"a\"b\n"
            + "m f=\"" + String(repeating: "long ", count: 130) + "\"\nlong" + String(repeating: "er", count: 300)
            + "\nm f=1 3\r\nm f=\"" + String(repeating: "b\n", count: 280) + "\"\nm f=2 4\nm f=\"open\nm f=3 5").utf8)

    @Test func everyCutGivesTheSame() {
        for options in [
            LineOptions(longestLine: 512), LineOptions(allowsBreaksInStrings: false, longestLine: 600), LineOptions(),
            LineOptions(dialect: .version3),
        ] {
            let whole = DecodedText.read(Self.text, options: options)
            #expect(whole.count > 8)
            for cut in 0...Self.text.count {
                let seen = DecodedText.read(Self.text, cuts: [cut], options: options)
                if seen != whole {
                    Issue.record("cut at \(cut): \(seen) and not \(whole)")
                    return
                }
            }
            #expect(DecodedText.read(Self.text, cuts: Array(1..<Self.text.count), options: options) == whole)
        }
    }

    @Test func piecesOfAnySizeGiveTheSame() {
        let seed: UInt64 = 20_261_126
        var random = RandomStream(seed: seed, name: "pieces")
        for round in 0..<300 {
            var text = Self.text
            for _ in 0..<random.below(6) { text[random.below(text.count)] = RandomText.byte(&random) }
            let options = LineOptions(
                dialect: round % 2 == 0 ? .version1And2 : .version3, longestLine: 512 + random.below(200))
            let whole = DecodedText.read(text, options: options)
            var cuts: [Int] = []
            var place = 0
            let most = 1 + random.below(400)
            while place < text.count {
                place = min(text.count, place + random.below(most + 1))
                cuts.append(place)
            }
            #expect(DecodedText.read(text, cuts: cuts, options: options) == whole, "seed \(seed), round \(round)")
        }
    }

    @Test func aPartialLineIsKeptAndFinishTellsOfIt() {
        var decoder = LineDecoder()
        var times: [Int64?] = []
        var errors: [String] = []
        func feed(_ text: String) {
            decoder.decode(Array(text.utf8).span) {
                times.append($0.time?.nanoseconds)
            } bad: {
                errors.append($0.text(in: "pipe"))
            }
        }
        feed("m f=1 1\nm f=2 15")
        #expect(times == [1] && decoder.pendingCount == 8)
        feed("00")
        decoder.finish(.cutsLine) {
            times.append($0.time?.nanoseconds)
        } bad: {
            errors.append($0.text(in: "pipe"))
        }
        #expect(times == [1])
        #expect(errors == ["pipe:2:11: error: found the end of the text, expected a line break"])
        // The decoder is at the beginning of a text again.
        feed("m f=x")
        decoder.finish {
            times.append($0.time?.nanoseconds)
        } bad: {
            errors.append($0.text(in: "pipe"))
        }
        #expect(errors.last?.hasPrefix("pipe:1:5: error: found 'x'") == true && times == [1])
        decoder.finish { _ in
            Issue.record("a line of nothing")
        } bad: { _ in
            Issue.record("an error of nothing")
        }
    }

    @Test func aLineWithoutEndTakesNoMoreThanItsLimit() {
        var decoder = LineDecoder(LineOptions(longestLine: 1_000))
        var errors: [LineError] = []
        var points = 0
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 4_096)
        for _ in 0..<1_000 {
            decoder.decode(piece.span) { _ in
                points += 1
            } bad: {
                errors.append($0)
            }
            #expect(decoder.pendingCount <= 1_000)
        }
        decoder.decode(Array("\nm f=1\n".utf8).span) { line in
            points += 1
            #expect(line.number == 2)
        } bad: {
            errors.append($0)
        }
        #expect(errors.map(\.reason) == [.tooLong(limit: 1_000)] && points == 1)
        #expect(errors.first?.text.utf8.count == LineError.longestText)
    }

    @Test func whatTheCallerThrowsComesOut() {
        struct Stop: Error, Equatable {}
        var decoder = LineDecoder()
        var seen = 0
        #expect(throws: Stop()) {
            try decoder.decode(Array("m f=1\nm f=2\nm f=x\n".utf8).span) { (_) throws(Stop) in
                seen += 1
            } bad: { (_) throws(Stop) in
                throw Stop()
            }
        }
        #expect(seen == 2)
    }
}
