import OrderBook
import Testing

/// What orders of each kind do, as scripts of messages and events: see `BookScript`.
@Suite struct OrderTableTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var policy: SelfTradePrevention
        var script: String
        var testDescription: String { name }

        init(_ name: String, _ script: String, under policy: SelfTradePrevention = .none) {
            self.name = name
            self.policy = policy
            self.script = script
        }
    }

    @Test(arguments: OrderTableTests.cases)
    func doesWhatTheScriptSays(_ test: Case) {
        let lines = test.script.split(separator: "\n").map(String.init)
        let cut = lines.firstIndex(of: "----") ?? lines.endIndex
        let expected = Array(lines[(cut + 1)...])
        let got = BookScript.play(lines[..<cut].joined(separator: "\n"), test.policy)
        #expect(got == expected, "\(test.name) gave\n\(got.joined(separator: "\n"))")
    }
}
