import Core
import Foundation
import Testing

@testable import MarketSimulator

/// The memory of order flow against its definition.
@Suite struct FlowMemoryTests {
    @Test func itIsTheSumOfItsDefinition() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = RandomStream(seed: seed, name: "flow")
        var memory = FlowMemory()
        let open: Int64 = 1_700_000_000_000_000_000
        memory.beginDay(at: open)
        let weights = FlowMemory.weights(exponent: 0.4)
        #expect(abs(weights.sum() - 1) < 1e-15)
        var trades: [(time: Int64, signed: Double)] = []
        var time = open
        for _ in 0..<500 {
            time += Int64(random.below(40)) * 1_000_000_000
            let (lots, isBuy) = (Int64(1 + random.below(400)), random.below(2) == 0)
            memory.add(lots: lots, isBuy: isBuy, at: time)
            trades.append((time, Double(isBuy ? 1 : -1) * Double(lots).squareRoot()))
        }
        let now = time + 17_500_000_000
        var expected = 0.0
        for (place, scale) in [8.0, 32, 128, 512, 2_048, 8_192].enumerated() {
            let sum = trades.reduce(0) { $0 + $1.signed * exp(-Double(now - $1.time) * 1e-9 / scale) }
            expected += weights[place] * sum
        }
        #expect(abs(memory.value(at: now, weights) - expected) < 1e-9 * max(1, abs(expected)))
        memory.beginDay(at: now)
        #expect(memory.value(at: now + 1, weights) == 0)
    }

    @Test(arguments: [0.15, 0.3, 0.5]) func aTradeIsForgottenAsAPower(exponent: Double) {
        var memory = FlowMemory()
        memory.add(lots: 100, isBuy: true, at: 0)
        let weights = FlowMemory.weights(exponent: exponent)
        #expect(abs(memory.value(at: 0, weights) - 10) < 1e-12)
        // The slope between decades of seconds within the rates.
        func value(_ seconds: Double) -> Double { memory.value(at: Int64(seconds * 1e9), weights) }
        for seconds in [16.0, 32, 100] {
            let slope = -log(value(seconds * 4) / value(seconds)) / log(4)
            #expect(abs(slope - exponent) < 0.19, "\(seconds) s: \(slope)")
        }
    }
}
