import Core
import Learning

/// Random samples: several at an instant, gaps between instants, labels of any length.
struct RandomSpans {
    var random: RandomStream

    init(seed: UInt64) { random = RandomStream(seed: seed, name: "spans") }

    mutating func spans(least: Int = 30, most: Int = 120, longest: Int = 12) throws -> SampleSpans {
        var (starts, ends, instant): ([Int64], [Int64], Int64) = ([], [], -50)
        for _ in 0..<least + random.below(most - least) {
            instant += Int64(random.below(3))
            starts.append(instant)
            ends.append(instant + Int64(random.below(longest)))
        }
        return try SampleSpans(starts: starts, ends: ends)
    }
}
