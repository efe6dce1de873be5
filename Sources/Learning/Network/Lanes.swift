internal import LinearAlgebra

/// Eight elements at a time from and to memory, whole or the part that is left at the end of a row.
enum Lanes {
    @inline(__always)
    static func load<Element: BLASElement>(_ address: UnsafePointer<Element>) -> SIMD8<Element> {
        UnsafeRawPointer(address).loadUnaligned(as: SIMD8<Element>.self)
    }

    @inline(__always)
    static func store<Element: BLASElement>(_ lanes: SIMD8<Element>, _ address: UnsafeMutablePointer<Element>) {
        UnsafeMutableRawPointer(address).storeBytes(of: lanes, as: SIMD8<Element>.self)
    }

    /// The first `count` lanes from memory, the others zero.
    @inline(__always)
    static func load<Element: BLASElement>(_ address: UnsafePointer<Element>, part count: Int) -> SIMD8<Element> {
        var lanes = SIMD8<Element>(repeating: 0)
        for lane in 0..<count { lanes[lane] = address[lane] }
        return lanes
    }

    @inline(__always)
    static func store<Element: BLASElement>(
        _ lanes: SIMD8<Element>, _ address: UnsafeMutablePointer<Element>, part count: Int
    ) {
        for lane in 0..<count { address[lane] = lanes[lane] }
    }

    /// Replaces elements by a function of themselves.
    @inline(__always)
    static func change<Element: BLASElement>(
        _ elements: UnsafeMutablePointer<Element>, count: Int, _ body: (SIMD8<Element>) -> SIMD8<Element>
    ) {
        var index = 0
        while index + 8 <= count {
            store(body(load(elements + index)), elements + index)
            index += 8
        }
        if index < count {
            store(body(load(elements + index, part: count - index)), elements + index, part: count - index)
        }
    }

    /// Replaces elements by a function of themselves and of others.
    @inline(__always)
    static func change<Element: BLASElement>(
        _ elements: UnsafeMutablePointer<Element>, with others: UnsafePointer<Element>, count: Int,
        _ body: (SIMD8<Element>, SIMD8<Element>) -> SIMD8<Element>
    ) {
        var index = 0
        while index + 8 <= count {
            store(body(load(elements + index), load(others + index)), elements + index)
            index += 8
        }
        let rest = count - index
        if rest > 0 {
            store(
                body(load(elements + index, part: rest), load(others + index, part: rest)), elements + index,
                part: rest)
        }
    }

    /// A function of each lane, computed in double precision.
    @inline(__always)
    static func map<Element: BLASElement>(
        _ lanes: SIMD8<Element>, _ body: (Double) -> Double
    ) -> SIMD8<Element> {
        var result = SIMD8<Element>(repeating: 0)
        for lane in 0..<8 { result[lane] = Element(body(Double(lanes[lane]))) }
        return result
    }
}

extension Lanes {
    /// `Σ aᵢ` with eight lanes folded by halves, then the tail.
    @inline(__always)
    static func sum<Element: BLASElement>(_ elements: UnsafePointer<Element>, count: Int) -> Element {
        var lanes = SIMD8<Element>(repeating: 0)
        var index = 0
        while index + 8 <= count {
            lanes += load(elements + index)
            index += 8
        }
        var total = fold(lanes)
        while index < count {
            total += elements[index]
            index += 1
        }
        return total
    }

    @inline(__always)
    private static func fold<Element: BLASElement>(_ lanes: SIMD8<Element>) -> Element {
        let four = SIMD4(lanes[0] + lanes[4], lanes[1] + lanes[5], lanes[2] + lanes[6], lanes[3] + lanes[7])
        return (four[0] + four[2]) + (four[1] + four[3])
    }
}
