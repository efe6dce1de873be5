/// A distribution as the loop draws from it: places in a table of plain numbers.
struct Sampler {
    var first: UInt32
    var count: UInt32
}
