const BARS = [10, 18, 30, 44, 34, 52, 64, 48, 56, 38, 26, 34, 20, 12]

/** A picture for cards that are not there yet: two of them, with the waves and the code that a real one has. */
export function CardPicture() {
  return (
    <svg aria-hidden viewBox="0 0 200 200" className="size-44" style={{ direction: 'ltr' }}>
      <defs>
        <linearGradient id="card-picture-frame" x1="0" y1="0" x2="1" y2="1">
          <stop stopColor="var(--color-cyan)" />
          <stop offset="0.55" stopColor="var(--color-violet)" />
          <stop offset="1" stopColor="var(--color-magenta)" />
        </linearGradient>
      </defs>
      <g transform="rotate(-9 84 108)">
        <rect
          x="42"
          y="34"
          width="84"
          height="149"
          rx="12"
          fill="var(--color-fill)"
          stroke="var(--color-line-strong)"
        />
      </g>
      <g transform="rotate(6 112 104)">
        <rect
          x="66"
          y="24"
          width="88"
          height="156"
          rx="13"
          fill="var(--color-ground-raised)"
          stroke="url(#card-picture-frame)"
          strokeWidth="2.5"
        />
        <circle cx="110" cy="68" r="23" fill="var(--color-fill-strong)" />
        <circle cx="110" cy="62" r="8" fill="var(--color-line-strong)" />
        <path d="M95 84a15 13 0 0 1 30 0z" fill="var(--color-line-strong)" />
        {BARS.map((height, index) => (
          <rect
            key={index}
            x={77 + index * 4.8}
            y={124 - height * 0.34}
            width="2.6"
            height={height * 0.68}
            rx="1.3"
            fill="url(#card-picture-frame)"
          />
        ))}
        <rect x="99" y="148" width="22" height="22" rx="3" fill="var(--color-line-strong)" />
        <path
          d="M102 151h5v5h-5zM113 151h5v5h-5zM102 162h5v5h-5zM110 159h3v3h-3zM114 163h4v4h-4z"
          fill="var(--color-ground-raised)"
        />
      </g>
    </svg>
  )
}
