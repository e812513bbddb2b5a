/**
 * Symmetric positive definite matrices, kept as their lower triangle row by row: entry (i, j) with j ≤ i stands at i(i + 1)/2 + j. What
 * is never written twice can never disagree with itself, so such a matrix is symmetric by construction.
 */
export type Triangle = Float64Array

/** How many numbers the triangle of a d×d matrix holds. */
export function triangleSize(dimension: number): number {
  return (dimension * (dimension + 1)) / 2
}

/** A diagonal matrix. */
export function diagonal(entries: readonly number[]): Triangle {
  const matrix = new Float64Array(triangleSize(entries.length))
  entries.forEach((entry, row) => (matrix[place(row, row)] = entry))
  return matrix
}

/** Adds `weight · x xᵀ` in place. */
export function addOuter(matrix: Triangle, x: Float64Array, weight: number): void {
  let at = 0
  for (let row = 0; row < x.length; row += 1) {
    for (let column = 0; column <= row; column += 1, at += 1) {
      matrix[at] = read(matrix, at) + weight * read(x, row) * read(x, column)
    }
  }
}

/**
 * The Cholesky factor L (lower, L Lᵀ = matrix), or nothing where the matrix is not positive definite or holds what is no finite number:
 * Golub & Van Loan, Matrix Computations, algorithm 4.2.1.
 */
export function factorOf(matrix: Triangle, dimension: number): Triangle | undefined {
  if (matrix.length !== triangleSize(dimension)) return undefined
  const factor = new Float64Array(matrix.length)
  for (let row = 0; row < dimension; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let rest = read(matrix, place(row, column))
      for (let k = 0; k < column; k += 1) rest -= read(factor, place(row, k)) * read(factor, place(column, k))
      if (row === column && !(rest > 0 && Number.isFinite(rest))) return undefined
      factor[place(row, column)] =
        row === column ? Math.sqrt(rest) : rest / read(factor, place(column, column))
    }
  }
  return factor.every(Number.isFinite) ? factor : undefined
}

/** Solves L y = b by going down. */
export function solveLower(factor: Triangle, b: Float64Array): Float64Array {
  const y = new Float64Array(b.length)
  for (let row = 0; row < b.length; row += 1) {
    let rest = read(b, row)
    for (let column = 0; column < row; column += 1) rest -= read(factor, place(row, column)) * read(y, column)
    y[row] = rest / read(factor, place(row, row))
  }
  return y
}

/** Solves Lᵀ x = y by going up. */
export function solveUpper(factor: Triangle, y: Float64Array): Float64Array {
  const x = new Float64Array(y.length)
  for (let row = y.length - 1; row >= 0; row -= 1) {
    let rest = read(y, row)
    for (let below = row + 1; below < y.length; below += 1)
      rest -= read(factor, place(below, row)) * read(x, below)
    x[row] = rest / read(factor, place(row, row))
  }
  return x
}

/** The scalar product of two vectors of the same length. */
export function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0
  for (let index = 0; index < one.length; index += 1) sum += read(one, index) * read(other, index)
  return sum
}

function place(row: number, column: number): number {
  return (row * (row + 1)) / 2 + column
}

function read(values: Float64Array, index: number): number {
  return values[index] ?? 0
}
