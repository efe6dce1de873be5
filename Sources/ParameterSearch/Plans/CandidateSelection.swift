/// Of a sequence of candidates, given by their shares of each axis, the first that are distinct and meet the constraints.
struct CandidateSelection {
    /// The numbers of the chosen candidates, ascending.
    var chosen: [UInt32] = []
    /// How many were looked at.
    var looked = 0

    /// The shares' point.
    static func point(_ shares: [Double], in space: SearchSpace) -> SearchPoint {
        SearchPoint(zip(space.axes, shares).map { $0.value(atShare: $1) })
    }

    /// Looks at candidates until enough are chosen, all points of a finite space have been seen, or most candidates were
    /// looked at.
    ///
    /// - Parameter shares: Writes the shares of a candidate.
    init(
        of space: SearchSpace, wanted: Int, most: Int, shares: (_ candidate: Int, _ shares: inout [Double]) -> Void
    ) {
        var seen: Set<UInt64> = []
        let total = space.count ?? .max
        let keyed = space.axes.map { $0.count ?? 0 }
        var row = [Double](repeating: 0, count: space.axes.count)
        while chosen.count < wanted, looked < most, seen.count < total {
            shares(looked, &row)
            looked += 1
            guard seen.insert(CandidateSelection.key(row, counts: keyed, isFinite: total < .max)).inserted else {
                continue
            }
            guard space.isMet(shares: row) else { continue }
            chosen.append(UInt32(looked - 1))
        }
    }

    /// A number for a point: two points of one number are taken for one.
    ///
    /// In a finite space it is the place in the grid, else a mixture of the places and shares of 64 bits. That two points of
    /// a continuous space share it by chance costs one candidate.
    ///
    /// - Parameter counts: The number of values of each axis, 0 for a continuous one.
    static func key(_ shares: [Double], counts: [Int], isFinite: Bool) -> UInt64 {
        var key: UInt64 = 0
        for axis in shares.indices {
            let count = counts[axis]
            let part =
                count > 0 ? UInt64(min(Int(shares[axis] * Double(count)), count - 1)) : shares[axis].bitPattern
            if isFinite {
                key = key &* UInt64(count) &+ part
            } else {
                // The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
                key = (key ^ part) &+ 0x9e37_79b9_7f4a_7c15
                key = (key ^ key >> 30) &* 0xbf58_476d_1ce4_e5b9
                key = (key ^ key >> 27) &* 0x94d0_49bb_1331_11eb
                key ^= key >> 31
            }
        }
        return key
    }
}
