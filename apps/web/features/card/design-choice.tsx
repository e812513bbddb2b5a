'use client'

import type { CardContent } from '@mooddj/card/card-content'
import { RadioGroup } from 'radix-ui'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { CARD_DESIGNS, type CardDesign } from '@mooddj/shared/card'
import { CardPreview, type CardPreviewProps } from './card-preview.tsx'

/** The three designs, each as the small card that it would make. */
export function DesignChoice({ content, disabled, onChoose, ...shown }: DesignChoiceProps) {
  const t = useTranslations('card')
  return (
    <RadioGroup.Root
      aria-label={t('design')}
      className="mx-auto grid max-w-72 grid-cols-3 gap-2 desk:mx-0 desk:max-w-none desk:gap-3"
      value={content.design}
      disabled={disabled}
      onValueChange={(chosen) => {
        const design = CARD_DESIGNS.find((one) => one === chosen)
        if (design) onChoose(design)
      }}
    >
      {CARD_DESIGNS.map((design) => (
        <RadioGroup.Item
          key={design}
          value={design}
          className="rounded-2xl border-2 border-transparent p-1.5 text-center transition-colors data-[state=checked]:border-mood data-[state=checked]:bg-fill-strong disabled:opacity-60"
        >
          <SmallPreview {...shown} content={content} design={design} />
          <span className="mt-1.5 block text-sm font-medium">{t(`designs.${design}`)}</span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}

export interface DesignChoiceProps extends Pick<CardPreviewProps, 'stream' | 'still' | 'face'> {
  content: CardContent
  disabled: boolean
  onChoose: (design: CardDesign) => void
}

function SmallPreview({
  content,
  design,
  ...shown
}: Omit<DesignChoiceProps, 'disabled' | 'onChoose'> & { design: CardDesign }) {
  const own = useMemo(() => ({ ...content, design }), [content, design])
  return <CardPreview {...shown} content={own} width={216} />
}
