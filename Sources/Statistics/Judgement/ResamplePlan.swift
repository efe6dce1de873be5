internal import Core

/// A run of resamples as differences of running sums.
///
/// With `P[i]` the sum of a series' first i values, the sum over a block of days is `P[end] − P[start]`, and one that
/// passes the end is `P[n] − P[start] + P[end] − P[0]`. Where ends meet starts they cancel, so that a resample costs at
/// most as many differences as it has blocks, and never more than there are days.
struct ResamplePlan {
    /// Places in the running sums to add and to take off, the resamples one after the other.
    private(set) var differences: [SIMD2<UInt32>] = []
    /// Where each resample begins in `differences`, and at last where the last one ends.
    private(set) var starts: [Int] = [0]

    /// The resamples `numbers` of a series of `dayCount` days.
    ///
    /// - Parameter blocks: The blocks to draw from; `nil` where the resampling holds its days.
    init(_ resampling: Resampling, blocks: StationaryBlocks?, numbers: Range<Int>, dayCount: Int) {
        var weights = [Int32](repeating: 0, count: dayCount + 1)
        var (added, removed) = ([UInt32](), [UInt32]())
        for number in numbers {
            switch resampling {
            case .stationary(_, _, let seed):
                var stream = RandomStream(seed: seed, name: "judgement.resample", index: UInt64(number))
                weights.withUnsafeMutableBufferPointer { weights in
                    blocks?.forEach(from: &stream) { start, length in
                        ResamplePlan.add(start: start, length: length, dayCount: dayCount, to: weights)
                    }
                }
            case .days(let days, _):
                for day in days[number] {
                    weights[Int(day) + 1] += 1
                    weights[Int(day)] -= 1
                }
            }
            settle(&weights, &added, &removed)
        }
    }

    @inline(__always)
    private static func add(start: Int, length: Int, dayCount: Int, to weights: UnsafeMutableBufferPointer<Int32>) {
        weights[start] &-= 1
        var end = start + length
        while end > dayCount {
            weights[dayCount] &+= 1
            weights[0] &-= 1
            end -= dayCount
        }
        weights[end] &+= 1
    }

    /// Pairs the places to add with those to take off, which are equally many, and clears the weights.
    private mutating func settle(_ weights: inout [Int32], _ added: inout [UInt32], _ removed: inout [UInt32]) {
        added.removeAll(keepingCapacity: true)
        removed.removeAll(keepingCapacity: true)
        for place in weights.indices where weights[place] != 0 {
            for _ in 0..<max(0, weights[place]) { added.append(UInt32(place)) }
            for _ in 0..<max(0, -weights[place]) { removed.append(UInt32(place)) }
            weights[place] = 0
        }
        for (one, other) in zip(added, removed) { differences.append(SIMD2(one, other)) }
        starts.append(differences.count)
    }
}
