import Core
import LineProtocol
import Testing

@Suite struct LineFuzzTests {
    static let seeds = [
        #"m,a=b f=1,g=2i,h="x",i=t 1"#, #"my\ m,a\,b=c\=d f\ g="q\"r\\",u=18446744073709551615u -12"#,
        "bar,symbol=SPY open=100.12,high=1e2,low=-.5,close=1.,volume=9223372036854775807i 1577836800000000000",
    ]

    /// Whatever comes out is sound: every line of the text is blank, a comment, a point or an error.
    static func check(_ text: [UInt8], _ label: @autoclosure () -> String) {
        for dialect in LineDialect.allCases {
            let options = LineOptions(dialect: dialect, longestLine: 600)
            let seen = DecodedText.read(text, options: options)
            let breaks = text.count { $0 == 10 } + 1
            for one in seen {
                switch one {
                case .point(let point, let line):
                    #expect(!point.fields.isEmpty && (1...breaks).contains(line), "\(label())")
                case .error(let error):
                    #expect((1...breaks).contains(error.line) && error.column >= 1, "\(label())")
                    #expect(!error.influxText.isEmpty && !error.influx3Reason.isEmpty && !error.text(in: "f").isEmpty)
                }
            }
            for ending in [LineDecoder.Ending.completesLine, .cutsLine] {
                let cut = DecodedText.read(text, cuts: [text.count / 2], options: options, ending: ending)
                #expect(ending == .cutsLine || cut == seen, "\(label())")
            }
        }
    }

    @Test func everyPrefixIsAnErrorOrAPoint() {
        for seed in Self.seeds {
            let text = Array(seed.utf8)
            for end in 0...text.count { Self.check(Array(text[..<end]), "\(seed.prefix(end))") }
        }
    }

    @Test func mutatedLinesNeverTrap() {
        let seed: UInt64 = 99
        var random = RandomStream(seed: seed, name: "mutations")
        for round in 0..<6_000 {
            var text: [UInt8] = []
            for _ in 0...random.below(3) {
                text += Array(Self.seeds[random.below(Self.seeds.count)].utf8) + [10]
            }
            for _ in 0...random.below(5) {
                let place = random.below(text.count)
                switch random.below(4) {
                case 0: text.remove(at: place)
                case 1: text.insert(RandomText.byte(&random), at: place)
                case 2: text.insert(contentsOf: text[place..<min(text.count, place + random.below(20))], at: place)
                default: text[place] = RandomText.byte(&random)
                }
                if text.isEmpty { text = [10] }
            }
            Self.check(text, "seed \(seed), round \(round): \(String(decoding: text, as: UTF8.self))")
        }
    }

    @Test func randomBytesNeverTrap() {
        let seed: UInt64 = 100
        var random = RandomStream(seed: seed, name: "bytes")
        for round in 0..<6_000 {
            let text = (0..<random.below(120)).map { _ in RandomText.byte(&random) }
            Self.check(text, "seed \(seed), round \(round): \(text)")
        }
    }
}
