internal import LinearAlgebra

/// Passes over arrays, one element like the other: the compiler makes vector instructions of them as long as no array
/// lies in another, so that what is changed in place is named once.
enum Elementwise {
    /// Replaces elements by a function of themselves.
    @inline(__always)
    static func change<Element: BLASElement>(
        _ elements: UnsafeMutablePointer<Element>, count: Int, _ body: (Element) -> Element
    ) {
        for index in 0..<count { elements[index] = body(elements[index]) }
    }

    /// Replaces elements by a function of themselves and of those of another array.
    @inline(__always)
    static func change<Element: BLASElement>(
        _ elements: UnsafeMutablePointer<Element>, with others: UnsafePointer<Element>, count: Int,
        _ body: (Element, Element) -> Element
    ) {
        for index in 0..<count { elements[index] = body(elements[index], others[index]) }
    }

    /// `Σ aᵢ`: eight lanes over consecutive blocks of eight, added in order, then the tail.
    @inline(__always)
    static func sum<Element: BLASElement>(_ elements: UnsafePointer<Element>, count: Int) -> Element {
        var lanes = SIMD8<Element>(repeating: 0)
        var index = 0
        while index + 8 <= count {
            for lane in 0..<8 { lanes[lane] += elements[index + lane] }
            index += 8
        }
        var total: Element = 0
        for lane in 0..<8 { total += lanes[lane] }
        while index < count {
            total += elements[index]
            index += 1
        }
        return total
    }
}
