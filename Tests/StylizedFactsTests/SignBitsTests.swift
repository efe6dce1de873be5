import Core
import Testing

@testable import StylizedFacts

@Suite struct SignBitsTests {
    @Test(arguments: [1, 63, 64, 65, 130, 1_000]) func sumsAndProductsAreThoseOfPlainLoops(count: Int) {
        var stream = RandomStream(seed: UInt64(count), name: "signs")
        let signs = (0..<count).map { _ in stream.uniform() < 0.4 ? Int8(1) : -1 }
        var bits = SignBits()
        for sign in signs { bits.append(sign) }
        #expect(bits.count == count)
        for _ in 0..<200 {
            let (a, b) = (stream.below(count + 1), stream.below(count + 1))
            let places = min(a, b)..<max(a, b)
            #expect(bits.sum(places) == signs[places].reduce(0) { $0 + Int($1) }, "\(places) of \(count)")
            let lag = stream.below(places.lowerBound + 1)
            let plain = places.reduce(0) { $0 + Int(signs[$1]) * Int(signs[$1 - lag]) }
            #expect(bits.product(places, lag: lag) == plain, "\(places) of \(count), lag \(lag)")
        }
    }
}
