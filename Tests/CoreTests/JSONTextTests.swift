import Core
import Foundation
import Testing

@Suite struct JSONTextTests {
    private static let escapes: [JSONText.Escapes] = [[], .lineEnds, .markup, .unprinted, [.lineEnds, .markup]]

    @Test func everyTextComesBackThroughAnotherReader() throws {
        var random = RandomStream(seed: UInt64.random(in: 0...9_999), name: "JSON texts")
        let seed = random
        let special = Array("\"\\\n\r\t\u{0}\u{1f}\u{7f}\u{80}\u{a0}\u{2028}\u{2029}<>&é📈ab ".unicodeScalars)
        for round in 0..<500 {
            var text = ""
            for _ in 0..<Int(random.next() % 12) {
                text.unicodeScalars.append(special[Int(random.next() % UInt64(special.count))])
            }
            for escapes in Self.escapes {
                let quoted = JSONText.quoted(text, escaping: escapes)
                let read = try JSONSerialization.jsonObject(with: Data(quoted.utf8), options: .fragmentsAllowed)
                let scalars = (read as? String).map { Array($0.unicodeScalars) }
                #expect(scalars == Array(text.unicodeScalars), "round \(round) of \(seed): \(quoted)")
            }
        }
    }

    @Test func whatIsEscapedIsWhatWasAskedFor() {
        let text = "a\"\\\n\u{1}\u{7f}<\u{85}\u{2028}\u{feff}é"
        #expect(JSONText.quoted(text) == "\"a\\\"\\\\\\n\\u0001\u{7f}<\u{85}\u{2028}\u{feff}é\"")
        #expect(
            JSONText.quoted(text, escaping: [.lineEnds, .markup, .unprinted])
                == "\"a\\\"\\\\\\n\\u0001\\u007f\\u003c\\u0085\\u2028\\ufeffé\"")
        #expect(JSONText.quoted("<plain>") == "\"<plain>\"" && JSONText.quoted("", escaping: .markup) == "\"\"")
    }
}
