import Core
import Testing

@testable import MarketSimulator

@Suite struct EventQueueTests {
    @Test(arguments: [UInt64](1...8))
    func givesEventsInTheOrderOfASortedList(seed: UInt64) {
        var stream = RandomStream(seed: seed, name: "events")
        var queue = EventQueue(startingAt: 1_700_000_000_000_000_000)
        var now: Int64 = 1_700_000_000_000_000_000
        // Pairs of time and the place of pushing; classes and ties drawn, few times so that equals are common.
        var waiting: [(time: Int64, kind: UInt8, tie: UInt64, number: Int)] = []
        var number = 0
        for _ in 0..<20_000 {
            if waiting.isEmpty || stream.uniform() < 0.52 {
                let far = stream.below(4)
                let ahead: Int64 =
                    switch far {
                    case 0: 0
                    case 1: Int64(stream.below(3))
                    case 2: Int64(stream.below(50_000_000))
                    default: Int64(stream.below(400)) * 1_000_000_000
                    }
                let kind = UInt8(stream.below(5))
                let tie = UInt64(stream.below(3))
                queue.push(
                    time: now + ahead, kind: EventClass(rawValue: kind) ?? .wake, tie: tie, participant: 0,
                    payload: UInt32(number))
                waiting.append((now + ahead, kind, tie, number))
                number += 1
            } else {
                let place = waiting.indices.min { a, b in
                    let (x, y) = (waiting[a], waiting[b])
                    return (x.time, x.kind, x.tie, x.number) < (y.time, y.kind, y.tie, y.number)
                }
                guard let place else { break }
                let event = queue.pop()
                #expect(event.payload == UInt32(waiting[place].number), "seed \(seed)")
                now = event.time
                waiting.remove(at: place)
            }
            #expect(queue.count == waiting.count)
        }
    }

    @Test func aThousandEventsOfOneNanosecondComeByClassThenTieThenSending() {
        var queue = EventQueue(startingAt: 0)
        for number in 0..<1_000 {
            queue.push(
                time: 5_000_000_000, kind: number % 2 == 0 ? .wake : .order, tie: UInt64(number % 7), participant: 0,
                payload: UInt32(number))
        }
        let expected = (0..<1_000).sorted { a, b in (1 - a % 2, a % 7, a) < (1 - b % 2, b % 7, b) }
        #expect((0..<1_000).map { _ in Int(queue.pop().payload) } == expected)
    }

    @Test func theTieBreakFavoursNobody() {
        var wins = 0
        for time in 0..<10_000 as Range<Int64> {
            let first = TieBreak.bits(key: 0x1234, time: time)
            let second = TieBreak.bits(key: 0xfedc, time: time)
            if first < second { wins += 1 }
        }
        // Binomial(10,000, 1/2): five standard deviations are 250.
        #expect(abs(wins - 5_000) < 250)
    }
}
